package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.List;

/** The header that tells a server, at the begin of a connection, whose requests come on it. */
public enum ProxyProtocol {
    OFF,
    /** A line of text. */
    V1,
    /** Octets, with what is known of TLS. */
    V2;

    static ProxyProtocol read(Node node) {
        return switch (Scalars.choice(node, List.of("off", "v1", "v2"))) {
            case "v1" -> V1;
            case "v2" -> V2;
            default -> OFF;
        };
    }
}
