package frontdoor.plan;

import frontdoor.config.BalanceConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.config.UpstreamSettings;
import frontdoor.config.UpstreamTls;
import frontdoor.hocon.KeyPath;
import frontdoor.hosts.ServerPlace;

/** Finds what an upstream says without an effect. */
final class UpstreamAdvice {
    private UpstreamAdvice() {}

    static void judge(UpstreamConfig upstream, SettingAdvice advice) {
        String key = KeyPath.join("upstreams", upstream.name()) + ".";
        UpstreamSettings settings = upstream.settings();
        choice(upstream, key, advice);
        comingBack(upstream, key, advice);
        advice.add(
                settings.retry().times() == 0 && !settings.retry().status().isEmpty(),
                key + "retry.status",
                "has no effect while retry.times is 0; write retry.times = 1, or remove it");
        advice.add(
                settings.retry().times() == 0,
                key + "retry.budget",
                "has no effect while retry.times is 0; write retry.times = 1, or remove it");
        advice.add(
                settings.retry().times() > 0 && settings.retry().budget() == 0,
                key + "retry.budget",
                "is 0%, so nothing is ever sent again, whatever retry.times says; write retry.times = 0, or a budget");
        advice.add(
                settings.limits().queue() == 0,
                key + "limits.queue-wait",
                "has no effect while limits.queue is 0, for nobody waits; write a queue, or remove it");
        tls(settings.tls(), key, advice);
    }

    private static void choice(UpstreamConfig upstream, String key, SettingAdvice advice) {
        UpstreamSettings settings = upstream.settings();
        advice.add(
                settings.balance() != BalanceConfig.HASH,
                key + "hash-by",
                "has no effect without balance = hash; write that, or remove it");
        boolean alone = isAlone(upstream);
        advice.add(
                alone && settings.sticky().isPresent(),
                key + "sticky",
                "has no effect: there is one server, to which every client comes back; remove it, or add servers");
        advice.add(
                alone, key + "balance", "has no effect: there is one server to choose from; remove it, or add servers");
    }

    private static void comingBack(UpstreamConfig upstream, String key, SettingAdvice advice) {
        UpstreamSettings settings = upstream.settings();
        advice.add(
                settings.slowStart().isPositive()
                        && settings.healthCheck().isEmpty()
                        && settings.ejection().isEmpty(),
                key + "slow-start",
                "has no effect: without health-check and ejection no server is ever away, so none comes back; write one of"
                        + " them, or remove it");
        settings.ejection()
                .ifPresent(ejection -> advice.add(
                        isFixed(upstream) && upstream.servers().size() * ejection.atMost() / 100 == 0,
                        key + "ejection",
                        "ejects nobody: " + ejection.atMost() + "% of "
                                + upstream.servers().size()
                                + (upstream.servers().size() == 1 ? " server" : " servers")
                                + ", rounded down, is none; write a higher at-most, or ejection = off"));
    }

    private static void tls(UpstreamTls tls, String key, SettingAdvice advice) {
        String why = " has no effect while tls.verify is false, for nothing is verified; remove one of them";
        advice.add(!tls.verify() && tls.authorities().isPresent(), key + "tls.authorities", why.strip());
    }

    /** Whether there is one server, and not a name of records for more of them. */
    private static boolean isAlone(UpstreamConfig upstream) {
        return isFixed(upstream) && upstream.servers().size() == 1;
    }

    private static boolean isFixed(UpstreamConfig upstream) {
        return upstream.servers().stream().noneMatch(server -> server.url().place() instanceof ServerPlace.Service);
    }
}
