package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.limits.UpstreamLimits;
import frontdoor.limits.UpstreamPool;
import frontdoor.proxyheader.ProxyProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings that have a default for every upstream, and may be written in an upstream and in upstream-defaults.
 *
 * @param protocol of every server
 * @param hashBy for {@link BalanceConfig#HASH}
 * @param sticky empty for none
 * @param slowStart in which a server that has come back gets a growing share; zero for at once
 * @param healthCheck empty for none
 * @param ejection empty for never
 */
public record UpstreamSettings(
        PeerProtocol protocol,
        BalanceConfig balance,
        HashBy hashBy,
        Optional<StickyConfig> sticky,
        Duration slowStart,
        Optional<HealthCheckConfig> healthCheck,
        Optional<EjectionConfig> ejection,
        UpstreamPool pool,
        UpstreamLimits limits,
        UpstreamTls tls,
        RetryConfig retry,
        ProxyProtocol proxyProtocol) {
    /** What is written in {@code defaults}, which has everything. */
    static UpstreamSettings read(Node defaults) {
        return of(new OverDefaults<>(defaults, null));
    }

    /** The same of an upstream; what it does not write itself is as {@code shared}, which was read of upstream-defaults. */
    static UpstreamSettings read(Node upstream, UpstreamSettings shared) {
        return of(new OverDefaults<>(upstream, shared));
    }

    private static UpstreamSettings of(OverDefaults<UpstreamSettings> source) {
        return new UpstreamSettings(
                source.read("protocol", PeerProtocol::read, UpstreamSettings::protocol),
                source.read("balance", BalanceConfig::read, UpstreamSettings::balance),
                source.read("hash-by", HashBy::read, UpstreamSettings::hashBy),
                source.read("sticky", StickyConfig::read, UpstreamSettings::sticky),
                source.read("slow-start", Durations::timeoutOrOff, UpstreamSettings::slowStart),
                source.read("health-check", HealthCheckConfig::read, UpstreamSettings::healthCheck),
                source.read("ejection", EjectionConfig::read, UpstreamSettings::ejection),
                source.read("pool", UpstreamPool::read, UpstreamSettings::pool),
                source.read("limits", UpstreamLimits::read, UpstreamSettings::limits),
                source.read("tls", UpstreamTls::read, UpstreamSettings::tls),
                source.read("retry", RetryConfig::read, UpstreamSettings::retry),
                source.read("proxy-protocol", UpstreamSettings::readProxyProtocol, UpstreamSettings::proxyProtocol));
    }

    private static ProxyProtocol readProxyProtocol(Node node) {
        return switch (Scalars.choice(node, List.of("off", "v1", "v2"))) {
            case "v1" -> ProxyProtocol.V1;
            case "v2" -> ProxyProtocol.V2;
            default -> ProxyProtocol.OFF;
        };
    }
}
