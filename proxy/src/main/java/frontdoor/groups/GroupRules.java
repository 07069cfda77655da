package frontdoor.groups;

import frontdoor.balance.Candidates;
import frontdoor.config.HealthCheckConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.config.UpstreamSettings;
import frontdoor.health.Ejection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a group about the health of its servers, as its configuration has them.
 *
 * @param ejection after how many failures and for how long a server is left alone, or null: never
 * @param mostEjected servers that may be absent at once
 * @param check what servers are asked to find out whether they are up, or null: nothing
 * @param slowStartNanos in which a server that has come back gets its whole share; 0 for at once
 */
record GroupRules(
        Ejection.@Nullable Rules ejection,
        int mostEjected,
        @Nullable HealthCheckConfig check,
        long slowStartNanos) {
    /** A share that is whole. */
    static final int WHOLE = Candidates.WHOLE;

    /** Those of {@code upstream}, which has so many servers at the moment. */
    static GroupRules of(UpstreamConfig upstream, int servers) {
        UpstreamSettings settings = upstream.settings();
        // Rounded down; and an only server is never ejected, whatever the share says.
        int most = settings.ejection()
                .map(written -> Math.min(servers - 1, servers * written.atMost() / 100))
                .orElse(0);
        Ejection.Rules ejection = most == 0
                ? null
                : settings.ejection()
                        .map(written -> new Ejection.Rules(
                                written.failures(), written.time().toNanos()))
                        .orElse(null);
        return new GroupRules(
                ejection,
                most,
                settings.healthCheck().orElse(null),
                settings.slowStart().toNanos());
    }

    /** The rules of ejection, where there are any. */
    Ejection.Rules ejectionRules() {
        return Objects.requireNonNull(ejection);
    }
}
