package frontdoor.limits;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import java.time.Duration;

/**
 * How long the parts of an exchange may take; all positive.
 *
 * @param clientBody a request body that comes slower than 240 bytes a second
 * @param upstreamConnect to open a connection to a server
 * @param upstreamResponse from the end of the request to the first byte of the answer
 * @param upstreamIdle between two bytes of an answer's body, or of a request's that the server takes
 * @param websocketIdle an upgraded connection with no byte in either direction
 */
public record ExchangeTimeouts(
        Duration clientBody,
        Duration upstreamConnect,
        Duration upstreamResponse,
        Duration upstreamIdle,
        Duration websocketIdle) {
    public static ExchangeTimeouts read(Node node) {
        node.requireObject();
        ExchangeTimeouts timeouts = new ExchangeTimeouts(
                Durations.timeout(node.child("client-body")),
                Durations.timeout(node.child("upstream-connect")),
                Durations.timeout(node.child("upstream-response")),
                Durations.timeout(node.child("upstream-idle")),
                Durations.timeout(node.child("websocket-idle")));
        node.refuseUnknownKeys();
        return timeouts;
    }
}
