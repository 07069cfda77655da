package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Addresses;
import frontdoor.hosts.ServerPlace;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where a backend is and how it is spoken to. */
final class ServerUrlReader {
    private static final Pattern SERVER =
            Pattern.compile("(https?://)?(?:\\[([^\\]]*)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?/?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?\\d+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");
    private static final String UNIX = "unix:";
    private static final String SRV = "srv:";
    private static final String SERVICE_OF_TLS = "_https.";
    /** What the kernel has room for, the end of the text not counted. */
    private static final int MOST_OCTETS_OF_SOCKET = 107;

    private ServerUrlReader() {}

    /** {@code http://legacy:8080}, {@code legacy:8080}, {@code https://legacy:8443}, {@code unix:/run/legacy.sock} or {@code srv:_http._tcp.legacy}. */
    static Optional<BackendUrl> read(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().startsWith(UNIX)) {
            return socket(node, text.get().substring(UNIX.length()));
        }
        return text.get().startsWith(SRV) ? service(node, text.get().substring(SRV.length())) : port(node, text.get());
    }

    private static Optional<BackendUrl> service(Node node, String name) {
        if (!isHost(name) || Addresses.parse(name).isPresent() || name.indexOf('.') < 0) {
            node.problem(node.shown() + " names no service; write the whole name of its SRV records, such as"
                    + " \"srv:_http._tcp.legacy.example.com\"");
            return Optional.empty();
        }
        return Optional.of(new BackendUrl(new ServerPlace.Service(name), name.startsWith(SERVICE_OF_TLS)));
    }

    private static Optional<BackendUrl> socket(Node node, String written) {
        // As nginx and curl write it, too.
        String path = written.startsWith("//") ? written.substring(2) : written;
        if (!path.startsWith("/") || path.length() == 1 || path.endsWith("/")) {
            node.problem(node.shown() + " names no socket; write \"unix:/run/legacy.sock\", with the whole path");
        } else if (path.getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS_OF_SOCKET) {
            node.problem(node.shown() + " is too long; the path of a socket has at most " + MOST_OCTETS_OF_SOCKET
                    + " octets");
        } else {
            return Optional.of(new BackendUrl(new ServerPlace.SocketFile(path), false));
        }
        return Optional.empty();
    }

    /** The same of a server that is part of {@code node} only, and no socket. */
    static Optional<BackendUrl> port(Node node, String text) {
        Optional<String> wrong = wrongServer(text);
        if (wrong.isPresent()) {
            wrong.ifPresent(node::problem);
            return Optional.empty();
        }
        Matcher form = SERVER.matcher(text);
        if (!form.matches() || NUMBER.matcher(text).matches()) {
            node.problem("expected a server such as \"http://legacy:8080\", found " + node.shown());
            return Optional.empty();
        }
        boolean tls = "https://".equals(form.group(1));
        int port = form.group(4) == null ? tls ? 443 : 80 : Integer.parseInt(form.group(4));
        if (form.group(4) == null && form.group(1) == null) {
            node.problem(node.shown() + " has no port; write \"" + text.replace("/", "") + ":80\" if it is 80");
        } else if (port < 1 || port > 65_535) {
            node.problem(node.shown() + " has no valid port; 1 to 65535 is possible");
        } else if (!isHost(form.group(2), form.group(3))) {
            node.problem(node.shown() + " has no valid host");
        } else {
            String host = form.group(2) == null ? form.group(3) : form.group(2);
            return Optional.of(new BackendUrl(new ServerPlace.Port(host, port), tls));
        }
        return Optional.empty();
    }

    private static Optional<String> wrongServer(String text) {
        if (text.indexOf('@') >= 0) {
            // Not shown: what stands before the @ may be a password.
            return Optional.of("holds a user name or password; remove it");
        }
        int scheme = text.indexOf("://");
        int path = text.indexOf('/', scheme < 0 ? 0 : scheme + "://".length());
        return path >= 0 && path < text.length() - 1 && !text.substring(0, path).endsWith(":")
                ? Optional.of(Quoted.of(text) + " has a path; requests keep their own, so write "
                        + Quoted.of(text.substring(0, path)))
                : Optional.empty();
    }

    private static boolean isHost(@Nullable String bracketed, @Nullable String plain) {
        if (bracketed != null) {
            return bracketed.indexOf(':') >= 0 && Addresses.parse(bracketed).isPresent();
        }
        return plain != null && isHost(plain);
    }

    /** Whether {@code text} is a name that can be looked up, or an address of version 4. */
    static boolean isHost(String text) {
        return NAME.matcher(text).matches()
                && !text.contains("..")
                && (Addresses.parse(text).isPresent()
                        || !ENDS_IN_NUMBER.matcher(text).matches());
    }
}
