package frontdoor.plan;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HostPattern;
import frontdoor.config.SiteConfig;
import frontdoor.report.Level;
import frontdoor.snapshot.LoadedCertificates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What browsers will see of a configuration at one instant, host by host, with verdicts: a pure function of configuration, certificates and
 * instant, over the very functions that serve.
 *
 * <p>Immutable.
 */
public final class Plan {
    /** No host at all. */
    public static final Plan NOTHING = new Plan(List.of());

    private final List<HostPlan> hosts;

    private Plan(List<HostPlan> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    /**
     * The plan of every host, in the order of the configuration.
     *
     * @param certificates of the configuration, read with a clock that stands at {@code at}
     */
    public static Plan of(FrontdoorConfig config, LoadedCertificates certificates, Instant at) {
        Scheme scheme = new Scheme(config, certificates, at);
        List<HostPlan> hosts = new ArrayList<>();
        for (SiteConfig site : config.sites()) {
            for (HostPattern host : site.hosts()) {
                hosts.add(host(scheme, host.text(), scheme.siteOf(host)));
            }
        }
        return new Plan(hosts);
    }

    /** The plan of one host, as it is configured or covered by a pattern; empty if it is no site's. */
    public static Optional<Plan> ofHost(
            FrontdoorConfig config, LoadedCertificates certificates, Instant at, String host) {
        Scheme scheme = new Scheme(config, certificates, at);
        return Optional.ofNullable(scheme.find(host)).map(site -> new Plan(List.of(host(scheme, host, site))));
    }

    private static HostPlan host(Scheme scheme, String host, Scheme.Site site) {
        Subject subject = Subject.of(scheme, host, site);
        return new HostPlan(host, site.config().name(), subject.chain().hops(), Verdicts.of(subject));
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

    /** Whether anything is wrong enough for exit code 1. */
    public boolean hasErrors() {
        return !verdicts(Level.ERROR).isEmpty();
    }
}
