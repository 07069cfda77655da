package frontdoor.hsts;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.hosts.HostTable;
import frontdoor.http.HstsField;
import frontdoor.ledger.Ledger;
import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsNext;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.HstsStage;
import frontdoor.promises.LedgerStore;
import frontdoor.scheme.HostPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The report on what every configured host says about HSTS at one instant, and until when browsers are bound by what it
 * has said.
 *
 * @param hosts in the order they are written; then those that are written no more although browsers are bound to them
 * @param ahead a later instant than that of the report, which the ledger has seen
 */
public record HstsReport(List<Host> hosts, Optional<Instant> ahead) {
    /** The ledger writes whole seconds, rounded up, and a machine's clock is set a little now and then. */
    private static final Duration SAME = Duration.ofMinutes(1);

    public HstsReport {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host, as it is configured or was promised.
     *
     * @param served whether a site has it
     * @param stage what it sends now
     * @param next what it sends next
     * @param hold what keeps its ramp from going on
     * @param bounds until when browsers are bound
     */
    record Host(
            String host,
            boolean served,
            HstsStage stage,
            Optional<HstsNext> next,
            Optional<HstsHold> hold,
            Bounds bounds) {
        boolean hasRamp() {
            return stage.of() > 0;
        }

        boolean kills() {
            return stage.policy() instanceof HstsPolicy.Kill;
        }
    }

    /**
     * The last instants at which a browser may be bound; empty where that is over.
     *
     * @param recorded whether there is a ledger that nothing is wrong with
     * @param host for the host itself, be it by its own policy or by that of a host above it
     * @param subdomains for what is below it, by its own policy
     * @param preload whether a policy with preload was ever sent
     */
    record Bounds(boolean recorded, Optional<Instant> host, Optional<Instant> subdomains, boolean preload) {
        /** Nothing is known. */
        static final Bounds UNKNOWN = new Bounds(false, Optional.empty(), Optional.empty(), false);

        static Bounds of(LedgerStore.Found found, String host, Instant now) {
            Ledger ledger = found.ledger();
            Optional<Instant> own = ledger.boundUntil(host, now).filter(until -> until.isAfter(now));
            Optional<Instant> above = ledger.boundByParent(host, now).map(Ledger.Binding::until);
            return new Bounds(
                    found.whole(),
                    own.filter(until -> above.isEmpty() || until.isAfter(above.get()))
                            .or(() -> above),
                    ledger.boundUntilSubdomains(host, now).filter(until -> until.isAfter(now)),
                    ledger.hasSentPreload(host, now));
        }
    }

    /** What the hosts of {@code config} say at {@code now} with these certificates, and have said by this ledger. */
    public static HstsReport of(
            FrontdoorConfig config, LoadedCertificates certificates, LedgerStore.Found ledger, Instant now) {
        List<Host> hosts = new ArrayList<>();
        Set<String> written = new HashSet<>();
        HostTable<HstsSchedule> schedules = new HostTable<>();
        new HostPolicies(config, certificates).forEach((host, policy) -> {
            written.add(host.text());
            schedules.with(host, policy.schedule());
            hosts.add(served(host.text(), policy.schedule(), Bounds.of(ledger, host.text(), now), now));
        });
        for (String host : ledger.ledger().hosts()) {
            Bounds bounds = Bounds.of(ledger, host, now);
            if (!written.contains(host) && bounds.host().isPresent()) {
                HstsSchedule schedule = schedules.find(host);
                hosts.add(schedule == null ? gone(host, bounds) : served(host, schedule, bounds, now));
            }
        }
        return new HstsReport(hosts, Optional.of(ledger.ledger().seen()).filter(seen -> seen.isAfter(now.plus(SAME))));
    }

    private static Host served(String host, HstsSchedule schedule, Bounds bounds, Instant now) {
        return new Host(host, true, schedule.at(now.getEpochSecond()), schedule.next(now), schedule.hold(now), bounds);
    }

    private static Host gone(String host, Bounds bounds) {
        return new Host(
                host, false, new HstsStage(0, 0, new HstsPolicy.Off()), Optional.empty(), Optional.empty(), bounds);
    }

    /** The value of the header, if one is sent. */
    static Optional<String> valueOf(HstsPolicy policy) {
        HstsField field = policy.field();
        return field.value() == null ? Optional.empty() : Optional.of(field.toString());
    }
}
