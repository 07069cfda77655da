package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.List;

/** The version of HTTP that the servers of an upstream are spoken to in. */
public enum PeerProtocol {
    HTTP_1,
    HTTP_2;

    static PeerProtocol read(Node node) {
        return Scalars.choice(node, List.of("http1", "http2")).equals("http2") ? HTTP_2 : HTTP_1;
    }
}
