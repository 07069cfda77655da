package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The part of a request that decides where {@code balance = hash} sends it. */
public sealed interface HashBy {
    /** The address of the client. */
    record ClientAddress() implements HashBy {}

    /** The value of the first field of this name. */
    record Header(String name) implements HashBy {}

    /** The value of the first cookie of this name. */
    record Cookie(String name) implements HashBy {}

    static HashBy read(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty() || text.get().equals("client-address")) {
            return new ClientAddress();
        }
        String written = text.get();
        if (written.startsWith("header:") && isToken(written.substring("header:".length()))) {
            return new Header(written.substring("header:".length()));
        }
        if (written.startsWith("cookie:") && isToken(written.substring("cookie:".length()))) {
            return new Cookie(written.substring("cookie:".length()));
        }
        node.problem("expected client-address, \"header:NAME\" or \"cookie:NAME\", found " + node.shown());
        return new ClientAddress();
    }

    /** Whether a field, or a cookie, may be called so (RFC 9110 5.1, RFC 6265 4.1.1). */
    static boolean isToken(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        return Octets.isToken(octets, 0, octets.length);
    }
}
