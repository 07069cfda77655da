package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that decides whether a request may come in.
 *
 * @param server where it is
 * @param target what it is asked for, with a leading slash
 * @param copyRequest the fields that it gets of a request; empty for all
 * @param copyResponse the fields of its answer that go on to the backend
 */
public record ForwardAuthConfig(BackendUrl server, String target, List<String> copyRequest, List<String> copyResponse) {
    private static final Pattern URL = Pattern.compile("(https?://[^/?#]+)(/[\\x21\\x22\\x24-\\x7e]*)?");

    public ForwardAuthConfig {
        copyRequest = List.copyOf(copyRequest);
        copyResponse = List.copyOf(copyResponse);
    }

    /** What is written under {@code node}; empty for off. */
    static Optional<ForwardAuthConfig> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            node.problemUnlessNull("expected off or { url = \"http://HOST:PORT/PATH\" }, found " + node.shown());
            return Optional.empty();
        }
        Node url = node.child("url");
        Optional<Matcher> form = Scalars.text(url).map(URL::matcher).filter(Matcher::matches);
        if (url.isScalar() && form.isEmpty()) {
            url.problem("expected a URL such as \"http://auth:9091/verify\", found " + url.shown());
        }
        Optional<BackendUrl> server = form.flatMap(found -> ServerUrlReader.port(url, found.group(1)));
        String target = form.map(found -> found.group(2)).orElse("/");
        List<String> request = names(node.child("copy-request"));
        List<String> response = names(node.child("copy-response"));
        node.refuseUnknownKeys();
        return server.map(at -> new ForwardAuthConfig(at, target, request, response));
    }

    /** The host and the port of its URL, as Host names them. */
    public Authority authority() {
        if (!(server.place() instanceof ServerPlace.Port(String host, int port))) {
            throw new IllegalStateException("a URL with a path names a port");
        }
        boolean usual = port == (server.tls() ? 443 : 80);
        return new Authority(host.indexOf(':') < 0 ? host : "[" + host + "]", usual ? Authority.NO_PORT : port);
    }

    private static List<String> names(Node list) {
        List<String> names = new ArrayList<>();
        if (list.isWritten()) {
            for (Node element : list.elements()) {
                Scalars.text(element).ifPresent(name -> {
                    if (names.stream().anyMatch(name::equalsIgnoreCase)) {
                        element.problem(
                                element.shown() + " is listed twice: names are compared without case; remove it");
                    }
                    refuse(element, name);
                    names.add(name);
                });
            }
        }
        return names;
    }

    private static void refuse(Node node, String name) {
        byte[] octets = Octets.of(name);
        if (!Octets.isToken(octets, 0, octets.length)) {
            node.problem(node.shown() + " is not the name of a field; write one such as Remote-User");
            return;
        }
        FieldName known = FieldName.of(octets, 0, octets.length);
        switch (known) {
            case HOST,
                    CONTENT_LENGTH,
                    TRANSFER_ENCODING,
                    CONNECTION,
                    KEEP_ALIVE,
                    PROXY_CONNECTION,
                    TE,
                    TRAILER,
                    UPGRADE ->
                node.problem(name + " is about one connection, or about the body; it is not copied; remove it");
            case HTTP2_SETTINGS, EXPECT, PROXY_AUTHORIZATION, PROXY_AUTHENTICATE ->
                node.problem(name + " is about one connection, or about the body; it is not copied; remove it");
            default -> {
                if (known == FieldName.VIA || known.isOursToSay()) {
                    node.problem(name + " is Frontdoor's own to say; it is not copied; remove it");
                }
            }
        }
    }
}
