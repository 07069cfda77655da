package frontdoor.wire;

/** How the end of a body is told (RFC 9112 6.3). */
public enum BodyFraming {
    /** There is no body. */
    NONE,
    /** Content-Length tells. */
    LENGTH,
    /** The last chunk tells. */
    CHUNKED,
    /** The end of the connection tells; responses only. */
    UNTIL_CLOSE,
    /** No body but the octets of another protocol, until the end of the connection. */
    TUNNEL
}
