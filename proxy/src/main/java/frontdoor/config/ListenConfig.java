package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
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

    /** What is written under {@code node}, which takes its addresses of {@code taken}. */
    static ListenConfig read(Node node, TakenAddresses taken) {
        node.requireObject();
        Node tls = node.child("tls");
        ListenConfig listen = new ListenConfig(
                taken.readAll(node.child("plaintext")),
                taken.readAll(tls),
                Scalars.integer(node.child("public-tls-port"), 1, 65_535),
                Scalars.bool(node.child("http2")),
                ListenTimeouts.read(node.child("timeouts")),
                ListenLimits.read(node.child("limits")));
        if (tls.isEmptyList()) {
            tls.problem("is empty; a front door needs at least one TLS address");
        }
        node.refuseUnknownKeys();
        return listen;
    }
}
