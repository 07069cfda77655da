package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.ListenAddress;
import frontdoor.hosts.Networks;
import frontdoor.limits.ListenLimits;
import frontdoor.limits.ListenTimeouts;
import java.util.List;

/**
 * The listeners, and what holds before a site is known.
 *
 * @param plaintext where plaintext is accepted; may be empty
 * @param tls where TLS is accepted; at least one
 * @param publicTlsPort 1 to 65535: the port clients see, used in every redirect
 * @param http2 whether HTTP/2 is offered to clients
 * @param proxyProtocol whether connections begin with a PROXY header
 * @param trustedProxies whose PROXY header and X-Forwarded fields are believed; none where empty
 */
public record ListenConfig(
        List<ListenAddress> plaintext,
        List<ListenAddress> tls,
        int publicTlsPort,
        boolean http2,
        ProxyHeaderRule proxyProtocol,
        Networks trustedProxies,
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
        Networks trusted = NetworkList.read(node.child("trusted-proxies"));
        ListenConfig listen = new ListenConfig(
                taken.readAll(node.child("plaintext")),
                taken.readAll(tls),
                Scalars.integer(node.child("public-tls-port"), 1, 65_535),
                Scalars.bool(node.child("http2")),
                ProxyHeaderRule.read(node.child("proxy-protocol"), trusted),
                trusted,
                ListenTimeouts.read(node.child("timeouts")),
                ListenLimits.read(node.child("limits")));
        if (tls.isEmptyList()) {
            tls.problem("is empty; a front door needs at least one TLS address");
        }
        node.refuseUnknownKeys();
        return listen;
    }
}
