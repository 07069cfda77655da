package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.ListenAddress;
import frontdoor.hosts.Networks;
import frontdoor.limits.ListenLimits;
import frontdoor.limits.ListenTimeouts;
import frontdoor.proxyheader.ProxyHeaderRule;
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
                proxyHeader(node.child("proxy-protocol"), trusted),
                trusted,
                ListenTimeouts.read(node.child("timeouts")),
                ListenLimits.read(node.child("limits")));
        if (tls.isEmptyList()) {
            tls.problem("is empty; a front door needs at least one TLS address");
        }
        node.refuseUnknownKeys();
        return listen;
    }

    private static ProxyHeaderRule proxyHeader(Node node, Networks trusted) {
        ProxyHeaderRule rule = switch (Scalars.choice(node, List.of("off", "accept", "require"))) {
            case "accept" -> ProxyHeaderRule.ACCEPT;
            case "require" -> ProxyHeaderRule.REQUIRE;
            default -> ProxyHeaderRule.OFF;
        };
        if (rule != ProxyHeaderRule.OFF && trusted.isEmpty()) {
            node.problem(
                    "is " + node.shown()
                            + ", but the header of nobody is believed; write who sends it: listen.trusted-proxies = [\"192.0.2.0/24\"]");
        }
        return rule;
    }
}
