package frontdoor.plan;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.ledger.Ledger;
import frontdoor.report.Level;
import frontdoor.report.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The view that browsers will have of a configuration at one instant, host by host, with verdicts: a pure function of
 * configuration, certificates and instant, over the very functions that serve.
 *
 * <p>Immutable.
 */
public final class Plan {
    /** No host at all. */
    public static final Plan NOTHING = new Plan(List.of(), List.of());

    private final List<HostPlan> hosts;
    private final List<Problem> unneeded;

    Plan(List<HostPlan> hosts, List<Problem> unneeded) {
        this.hosts = List.copyOf(hosts);
        this.unneeded = List.copyOf(unneeded);
    }

    /**
     * The plan of every host, in the order of the configuration; then of those that it has no more, although browsers are bound to them.
     *
     * @param certificates of the configuration, read with a clock that stands at {@code at}
     * @param ledger what was promised before
     */
    public static Plan of(FrontdoorConfig config, LoadedCertificates certificates, Ledger ledger, Instant at) {
        return SitePlans.of(config, certificates, at).heldAgainst(ledger);
    }

    /** The plan of one host, as it is configured or covered by a pattern; empty if it is no site's, and nobody is bound to it. */
    public static Optional<Plan> ofHost(
            FrontdoorConfig config, LoadedCertificates certificates, Ledger ledger, Instant at, String host) {
        Scheme scheme = new Scheme(config, certificates, at);
        PromiseRules promises = new PromiseRules(scheme, ledger);
        return Optional.ofNullable(scheme.find(host))
                .map(site -> {
                    Subject subject = Subject.of(scheme, host, site);
                    return HostPlan.of(subject).with(promises.verdicts(subject));
                })
                .or(() -> promises.dropped().stream()
                        .filter(dropped -> dropped.host().equals(host))
                        .findFirst())
                .map(found -> new Plan(List.of(found), List.of()));
    }

    List<HostPlan> hosts() {
        return hosts;
    }

    /** Every verdict of a level, in the order of the hosts. */
    public List<Verdict> verdicts(Level level) {
        return hosts.stream()
                .flatMap(host -> host.verdicts().stream())
                .filter(verdict -> verdict.level() == level)
                .toList();
    }

    /** Where promises are acknowledged as broken that are not, or of which the ledger knows nothing. */
    public List<Problem> unneededAcknowledgements() {
        return unneeded;
    }

    /** Whether anything is wrong enough for exit code 1. */
    public boolean hasErrors() {
        return !verdicts(Level.ERROR).isEmpty();
    }
}
