package frontdoor.config;

import frontdoor.hosts.ListenAddress;
import java.util.List;

/**
 * The listeners, and what holds before a site is known.
 *
 * @param plaintext where plaintext is accepted; may be empty
 * @param tls where TLS is accepted; at least one
 * @param publicTlsPort 1 to 65535: the port clients see, used in every redirect
 * @param http2 whether HTTP/2 is offered to clients
 */
public record ListenConfig(
        List<ListenAddress> plaintext,
        List<ListenAddress> tls,
        int publicTlsPort,
        boolean http2,
        ListenTimeouts timeouts,
        ListenLimits limits) {
    public ListenConfig {
        plaintext = List.copyOf(plaintext);
        tls = List.copyOf(tls);
    }
}
