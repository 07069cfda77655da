package frontdoor.upstream;

/**
 * How long a backend may take for the parts of an exchange, in nanoseconds; all positive.
 *
 * @param connectNanos to look its name up and to connect
 * @param responseNanos from the last octet of the request to the first of the response
 * @param idleNanos between two octets, of the response as of the request
 * @param websocketIdleNanos for a tunnel without an octet in either direction
 */
public record UpstreamTimeouts(long connectNanos, long responseNanos, long idleNanos, long websocketIdleNanos) {}
