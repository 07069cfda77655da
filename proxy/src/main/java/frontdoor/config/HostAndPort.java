package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Addresses;
import frontdoor.hosts.ListenAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the addresses to listen on and those of backends. */
final class HostAndPort {
    private static final Pattern LISTEN = Pattern.compile("(?:\\[([^\\]]*)]|([^:\\[\\]]*)):(\\d{1,5})");
    private static final Pattern SERVER =
            Pattern.compile("(http://)?(?:\\[([^\\]]*)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?/?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?\\d+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");

    private HostAndPort() {}

    /** {@code :443}, {@code 127.0.0.1:443} or {@code [::1]:443}; port 0 is one that the system picks. */
    static Optional<ListenAddress> listen(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = LISTEN.matcher(text.get());
        if (!form.matches()) {
            String fix = text.get().matches("\\d{1,5}") ? "; write \":" + text.get() + "\"" : "";
            node.problem("expected an address such as \":443\", \"127.0.0.1:443\" or \"[::1]:443\", found "
                    + node.shown() + fix);
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(3));
        if (port > 65_535) {
            node.problem(node.shown() + " has no valid port; 0 to 65535 is possible");
            return Optional.empty();
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        if (host.isEmpty() && form.group(1) == null) {
            return Optional.of(new ListenAddress(Optional.empty(), port));
        }
        Optional<InetAddress> address = Addresses.parse(host);
        if (address.isEmpty()) {
            String fix = host.equals("*")
                    ? "; write \":" + port + "\" for every address"
                    : host.equals("localhost") ? "; write \"127.0.0.1:" + port + "\"" : "";
            node.problem(node.shown() + " has no IP address before the port" + fix);
        }
        return address.map(one -> new ListenAddress(Optional.of(one), port));
    }

    /** {@code http://legacy:8080}, {@code http://legacy} for port 80, or {@code legacy:8080}. */
    static Optional<BackendUrl> server(Node node) {
        Optional<String> text = Scalars.text(node);
        Optional<String> wrong = text.flatMap(HostAndPort::wrongServer);
        if (text.isEmpty() || wrong.isPresent()) {
            wrong.ifPresent(node::problem);
            return Optional.empty();
        }
        Matcher form = SERVER.matcher(text.get());
        if (!form.matches() || NUMBER.matcher(text.get()).matches()) {
            node.problem("expected a server such as \"http://legacy:8080\", found " + node.shown());
            return Optional.empty();
        }
        int port = form.group(4) == null ? 80 : Integer.parseInt(form.group(4));
        if (form.group(4) == null && form.group(1) == null) {
            node.problem(node.shown() + " has no port; write \"" + text.get().replace("/", "") + ":80\" if it is 80");
        } else if (port < 1 || port > 65_535) {
            node.problem(node.shown() + " has no valid port; 1 to 65535 is possible");
        } else if (!isHost(form.group(2), form.group(3))) {
            node.problem(node.shown() + " has no valid host");
        } else {
            return Optional.of(new BackendUrl(form.group(2) == null ? form.group(3) : form.group(2), port));
        }
        return Optional.empty();
    }

    private static Optional<String> wrongServer(String text) {
        if (text.indexOf('@') >= 0) {
            // Not shown: what stands before the @ may be a password.
            return Optional.of("holds a user name or password; remove it");
        }
        if (text.startsWith("https://")) {
            return Optional.of(Quoted.of(text) + ": backends are reached over http only; write http://");
        }
        int path = text.indexOf('/', text.startsWith("http://") ? "http://".length() : 0);
        return path >= 0 && path < text.length() - 1 && !text.substring(0, path).endsWith(":")
                ? Optional.of(Quoted.of(text) + " has a path; requests keep their own, so write "
                        + Quoted.of(text.substring(0, path)))
                : Optional.empty();
    }

    private static boolean isHost(@Nullable String bracketed, @Nullable String plain) {
        if (bracketed != null) {
            return bracketed.indexOf(':') >= 0 && Addresses.parse(bracketed).isPresent();
        }
        return plain != null
                && NAME.matcher(plain).matches()
                && !plain.contains("..")
                && (Addresses.parse(plain).isPresent()
                        || !ENDS_IN_NUMBER.matcher(plain).matches());
    }
}
