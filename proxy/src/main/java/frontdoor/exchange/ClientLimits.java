package frontdoor.exchange;

/**
 * The limits on what a client may cost before and beside any one exchange; captured when a connection is accepted.
 *
 * @param requestLine octets of a request line, or of an HTTP/2 target
 * @param headerSize octets of a whole header section
 * @param headerCount fields of a header section, cookie crumbs counted one by one
 * @param headerNanos for a whole head, from its first octet (or from the handshake) to its last
 * @param idleNanos between two requests of a connection
 * @param stallNanos for written octets to make progress towards the client
 * @param ageNanos after which a connection is ended in an orderly way at its next response
 */
public record ClientLimits(
        int requestLine,
        int headerSize,
        int headerCount,
        long headerNanos,
        long idleNanos,
        long stallNanos,
        long ageNanos) {}
