package frontdoor.plan;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.ListenConfig;
import frontdoor.hosts.Network;
import frontdoor.proxyheader.ProxyHeaderRule;
import java.util.List;

/** Finds what is not what it may seem about where clients arrive. */
final class ListenAdvice {
    /** Wider than any network that is in one operator's hands: 10.0.0.0/8 and fc00::/7 are not. */
    private static final int WIDE_V4 = 7;

    private static final int WIDE_V6 = 6;

    private ListenAdvice() {}

    static void judge(FrontdoorConfig config, SettingAdvice advice) {
        ListenConfig listen = config.listen();
        for (Network network : listen.trustedProxies().all()) {
            advice.add(
                    isWide(network),
                    "listen.trusted-proxies",
                    "has " + network
                            + ": whoever comes from there is believed who he says he is, in access rules, limits and"
                            + " logs; write the addresses of your proxies alone");
        }
        advice.add(
                listen.limits().connectionsPerClient().isPresent()
                        && !listen.trustedProxies().isEmpty()
                        && listen.proxyProtocol() == ProxyHeaderRule.OFF,
                "listen.limits.connections-per-client",
                "counts each of the trusted-proxies as one client, since they say who theirs are only after they have connected;"
                        + " write proxy-protocol = accept, or off here");
    }

    /** Whether it is everybody, or nearly so. */
    static boolean isWide(Network network) {
        return network.isIpv4() ? network.bits() <= WIDE_V4 : network.bits() <= WIDE_V6;
    }

    /** Whether one of {@code networks} is all of IPv4, or of IPv6, and none all of the other. */
    static boolean leavesOneOut(List<Network> networks) {
        boolean v4 = networks.stream().anyMatch(one -> one.isIpv4() && one.bits() == 0);
        boolean v6 = networks.stream().anyMatch(one -> !one.isIpv4() && one.bits() == 0);
        boolean others = networks.stream().anyMatch(one -> one.isIpv4() != v4);
        return v4 != v6 && !others;
    }
}
