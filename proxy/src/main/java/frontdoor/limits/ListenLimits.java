package frontdoor.limits;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hocon.Sizes;
import java.util.OptionalInt;

/**
 * How much a client may send for what is the same for every site, over every HTTP version, and how many may come.
 *
 * @param requestLine bytes of a request line, or of an HTTP/2 {@code :path}; at least 8000
 * @param headerSize bytes of a header section, names and values
 * @param headerCount fields of a header section
 * @param connections client connections open at once, over all listeners; empty for what the process can afford
 * @param connectionsPerClient of them of one address; empty for no limit
 * @param handshakes connections that have not sent a whole request yet; empty for what the process can afford
 * @param handshakesPerClient connections of one address that have not sent a whole request yet; empty for no limit
 */
public record ListenLimits(
        int requestLine,
        int headerSize,
        int headerCount,
        OptionalInt connections,
        OptionalInt connectionsPerClient,
        OptionalInt handshakes,
        OptionalInt handshakesPerClient) {
    public static ListenLimits read(Node node) {
        node.requireObject();
        ListenLimits limits = new ListenLimits(
                (int) Sizes.bytes(node.child("request-line"), 8_000, 1 << 20),
                (int) Sizes.bytes(node.child("header-size"), 1 << 10, 1 << 20),
                Scalars.integer(node.child("header-count"), 16, 10_000),
                Scalars.integerOr("auto", node.child("connections"), 1, 10_000_000),
                Scalars.integerOr("off", node.child("connections-per-client"), 1, 10_000_000),
                Scalars.integerOr("auto", node.child("handshakes"), 1, 10_000_000),
                Scalars.integerOr("off", node.child("handshakes-per-client"), 1, 10_000_000));
        node.refuseUnknownKeys();
        return limits;
    }
}
