package frontdoor.limits;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import java.time.Duration;

/**
 * How long a client connection may take for what is the same for every site; all positive.
 *
 * @param handshake the whole TLS handshake
 * @param clientHeader a whole request head, from its first byte, or from accept for the first one
 * @param clientIdle a connection without an exchange
 * @param clientWrite an answer of which the client takes next to nothing
 * @param connectionAge a connection from its accept, after which it ends with the exchange then in flight
 */
public record ListenTimeouts(
        Duration handshake, Duration clientHeader, Duration clientIdle, Duration clientWrite, Duration connectionAge) {
    public static ListenTimeouts read(Node node) {
        node.requireObject();
        ListenTimeouts timeouts = new ListenTimeouts(
                Durations.timeout(node.child("handshake")),
                Durations.timeout(node.child("client-header")),
                Durations.timeout(node.child("client-idle")),
                Durations.timeout(node.child("client-write")),
                Durations.timeout(node.child("connection-age")));
        node.refuseUnknownKeys();
        return timeouts;
    }
}
