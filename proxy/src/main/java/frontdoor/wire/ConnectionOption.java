package frontdoor.wire;

/** A response's word on the connection it goes out on (RFC 9110 7.6.1). */
public enum ConnectionOption {
    /** Nothing: HTTP/1.1 stays open by itself. */
    NONE,
    /** {@code Connection: close}. */
    CLOSE,
    /** {@code Connection: keep-alive}, for clients of HTTP/1.0 that asked for it. */
    KEEP_ALIVE,
    /** {@code Connection: Upgrade} and {@code Upgrade: websocket}, for 101. */
    UPGRADE
}
