package frontdoor.config;

import java.time.Duration;

/**
 * How long a client connection may take for what is the same for every site; all positive.
 *
 * @param handshake the whole TLS handshake (K5)
 * @param clientHeader a whole request head, from its first byte, or from accept for the first one (K6)
 * @param clientIdle a connection without an exchange (K9)
 * @param clientWrite an answer of which the client takes no byte (K8)
 * @param connectionAge a connection from its accept, after which it ends with the exchange then in flight (K9)
 */
public record ListenTimeouts(
        Duration handshake, Duration clientHeader, Duration clientIdle, Duration clientWrite, Duration connectionAge) {}
