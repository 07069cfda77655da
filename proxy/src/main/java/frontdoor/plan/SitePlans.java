package frontdoor.plan;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plan of a configuration at one instant before anybody asks what browsers were promised: thousands of hosts are judged once, and then
 * held against what one ledger or another says, which costs next to nothing.
 *
 * <p>Immutable.
 */
public final class SitePlans {
    private final Scheme scheme;
    private final List<HostPlan> hosts = new ArrayList<>();
    /** Those for whom promises count, by the place of their plan. */
    private final Map<Integer, Subject> uncovered = new HashMap<>();

    private SitePlans(Scheme scheme) {
        this.scheme = scheme;
    }

    /**
     * The plans of every host, in the order of the configuration.
     *
     * @param certificates of the configuration, read with a clock that stands at {@code at}
     */
    public static SitePlans of(FrontdoorConfig config, LoadedCertificates certificates, Instant at) {
        SitePlans plans = new SitePlans(new Scheme(config, certificates, at));
        for (SiteConfig site : config.sites()) {
            for (HostPattern host : site.hosts()) {
                plans.add(Subject.of(plans.scheme, host.text(), plans.scheme.siteOf(host)));
            }
        }
        return plans;
    }

    private void add(Subject subject) {
        if (!subject.covered()) {
            uncovered.put(hosts.size(), subject);
        }
        hosts.add(HostPlan.of(subject));
    }

    /** The whole plan, where {@code ledger} tells what was promised before. */
    public Plan heldAgainst(Ledger ledger) {
        PromiseRules promises = new PromiseRules(scheme, ledger);
        List<HostPlan> all = new ArrayList<>(hosts);
        uncovered.forEach((place, subject) -> all.set(place, hosts.get(place).with(promises.verdicts(subject))));
        all.addAll(promises.dropped());
        return new Plan(all, promises.unneeded(all));
    }
}
