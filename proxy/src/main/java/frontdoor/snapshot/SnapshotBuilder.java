package frontdoor.snapshot;

import static java.util.Objects.requireNonNull;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.ServerConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.heads.OwnHosts;
import frontdoor.heads.RequestRules;
import frontdoor.heads.ResponseRules;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.hosts.ListenAddress;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.SitePolicy;
import frontdoor.promises.Promises;
import frontdoor.route.RouteTable;
import frontdoor.scheme.HostPolicies;
import frontdoor.scheme.ReservedPages;
import frontdoor.scheme.SiteRoute;
import frontdoor.scheme.SiteRoutes;
import frontdoor.upstream.PeerAddress;
import frontdoor.upstream.PeerLimits;
import frontdoor.upstream.UpstreamGroup;
import frontdoor.upstream.Upstreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was written into what serves: one pass, no decisions of its own. */
public final class SnapshotBuilder {
    private static final Logger log = LoggerFactory.getLogger(SnapshotBuilder.class);

    private final FrontdoorConfig config;
    private final HostPolicies policies;
    private final Upstreams upstreams;
    private final Promises promises;
    private final Map<String, UpstreamGroup> groups = new LinkedHashMap<>();
    private final List<UpstreamGroup> all = new ArrayList<>();
    private final Map<PeerAddress, PeerLimits> backends;
    private final Set<String> unrecorded = new TreeSet<>();
    private final HostTable<Site> hosts = new HostTable<>();
    private final OwnHosts own;
    private final RequestRules requestRules;

    private SnapshotBuilder(
            FrontdoorConfig config, LoadedCertificates certificates, Upstreams upstreams, Promises promises) {
        this.config = config;
        this.policies = new HostPolicies(config, certificates.store());
        this.upstreams = upstreams;
        this.backends = BackendLimits.of(config, upstreams.most());
        this.promises = promises;
        this.own = new OwnHosts(hosts, config.listen().publicTlsPort(), plaintextPorts(config));
        this.requestRules = RequestRules.of(config.listen().publicTlsPort());
    }

    /**
     * Builds the snapshot of a configuration; peers that were known before stay the same objects.
     *
     * @param promises what is recorded: nothing else is sent
     */
    public static Snapshot build(
            FrontdoorConfig config, LoadedCertificates certificates, Upstreams upstreams, Promises promises) {
        return new SnapshotBuilder(config, certificates, upstreams, promises).build();
    }

    private Snapshot build() {
        config.upstreams().named().forEach((name, upstream) -> groups.put(name, group(upstream)));
        for (SiteConfig site : config.sites()) {
            RouteTable<SiteRoute<UpstreamGroup>> routes = routes(site);
            SiteFeatures features = SiteFeatures.of(site.settings());
            policies.of(site).forEach((host, policy) -> hosts.with(host, site(site, host, policy, routes, features)));
        }
        return new Snapshot(hosts, backends, all, unrecorded);
    }

    private static Set<Integer> plaintextPorts(FrontdoorConfig config) {
        Set<Integer> ports = new HashSet<>();
        config.listen().plaintext().stream().map(ListenAddress::port).forEach(ports::add);
        return ports;
    }

    private Site site(
            SiteConfig site,
            HostPattern host,
            SitePolicy policy,
            RouteTable<SiteRoute<UpstreamGroup>> routes,
            SiteFeatures features) {
        SitePolicy recorded = recorded(host, policy);
        return new Site(
                site.name(),
                recorded,
                host.isNamed(),
                policy.passesHstsOfBackend() ? promises.passed(host) : null,
                ReservedPages.of(recorded, site.settings()),
                routes,
                requestRules,
                ResponseRules.of(site.settings(), recorded, own),
                site.settings(),
                features);
    }

    private SitePolicy recorded(HostPattern host, SitePolicy policy) {
        HstsSchedule limited = promises.limit(host, policy.schedule());
        if (limited == policy.schedule()) {
            return policy;
        }
        log.atError()
                .addKeyValue("host", host.text())
                .addKeyValue("configured", policy.schedule().whole().field())
                .log("the HSTS policy of the host cannot be recorded; it sends what is recorded, or none");
        unrecorded.add(host.text());
        return policy.saying(limited);
    }

    private RouteTable<SiteRoute<UpstreamGroup>> routes(SiteConfig site) {
        return SiteRoutes.of(site, url -> group(config.upstreams().of(site, url)), this::known);
    }

    private UpstreamGroup known(String name) {
        UpstreamGroup group = groups.get(name);
        if (group == null) {
            throw new IllegalStateException("a route names an upstream that was not configured: " + name);
        }
        return group;
    }

    private UpstreamGroup group(UpstreamConfig upstream) {
        UpstreamGroup group = upstreams.group(
                upstream,
                upstream.servers().stream()
                        .map(ServerConfig::url)
                        .map(BackendLimits::address)
                        .map(address -> upstreams.peer(address, requireNonNull(backends.get(address))))
                        .toList());
        all.add(group);
        return group;
    }
}
