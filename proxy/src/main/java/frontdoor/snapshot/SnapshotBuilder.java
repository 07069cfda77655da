package frontdoor.snapshot;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.challenge.HttpChallenges;
import frontdoor.config.ClientCertificatesConfig;
import frontdoor.config.ForwardAuthConfig;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.RouteConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteTarget;
import frontdoor.config.StickyConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.groups.UpstreamGroup;
import frontdoor.groups.UpstreamGroups;
import frontdoor.heads.AuthQuestion;
import frontdoor.heads.OwnHosts;
import frontdoor.heads.TrustedProxies;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.hosts.ListenAddress;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.SitePolicy;
import frontdoor.promises.Promises;
import frontdoor.route.RouteTable;
import frontdoor.scheme.HostPolicies;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.ReservedPages;
import frontdoor.scheme.SiteRoute;
import frontdoor.scheme.SiteRoutes;
import frontdoor.sticky.StickyKey;
import frontdoor.terms.TlsTerms;
import frontdoor.upstream.PeerLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was written into what serves: one pass, no decisions of its own. */
public final class SnapshotBuilder {
    private static final Logger log = LoggerFactory.getLogger(SnapshotBuilder.class);

    private final FrontdoorConfig config;
    private final HostPolicies policies;
    private final UpstreamGroups upstreams;
    private final Promises promises;
    private final Map<String, UpstreamGroup> groups = new LinkedHashMap<>();
    private final List<UpstreamGroup> all = new ArrayList<>();
    private final PeerAddresses addresses;
    private final Map<PeerAddress, PeerLimits> backends;
    private final Set<String> unrecorded = new TreeSet<>();
    private final HostTable<Site> hosts = new HostTable<>();
    private final RulesBuilder rules;
    private final HttpChallenges challenges;

    private SnapshotBuilder(
            FrontdoorConfig config,
            LoadedCertificates certificates,
            UpstreamGroups upstreams,
            Promises promises,
            HttpChallenges challenges) {
        this.challenges = challenges;
        this.config = config;
        this.policies = new HostPolicies(config, certificates);
        this.upstreams = upstreams;
        this.addresses = new PeerAddresses(certificates.backends());
        this.backends = BackendLimits.of(config, addresses, upstreams.most());
        this.promises = promises;
        this.rules =
                new RulesBuilder(config, new OwnHosts(hosts, config.listen().publicTlsPort(), plaintextPorts(config)));
    }

    /**
     * Builds the snapshot of a configuration; peers that were known before stay the same objects.
     *
     * @param promises what is recorded: nothing else is sent
     * @param challenges what authorities are answered on port 80
     */
    public static Snapshot build(
            FrontdoorConfig config,
            LoadedCertificates certificates,
            UpstreamGroups upstreams,
            Promises promises,
            HttpChallenges challenges) {
        return new SnapshotBuilder(config, certificates, upstreams, promises, challenges).build();
    }

    private Snapshot build() {
        config.upstreams().named().forEach((name, upstream) -> groups.put(name, group(upstream)));
        config.sites().forEach(this::add);
        return new Snapshot(
                        hosts,
                        backends,
                        all,
                        unrecorded,
                        new TrustedProxies(config.listen().trustedProxies()),
                        new TlsTerms(config.tls().policy(), null))
                .answering(ReservedPages.everywhere(config.acme(), challenges.foreign()));
    }

    private static Set<Integer> plaintextPorts(FrontdoorConfig config) {
        Set<Integer> ports = new HashSet<>();
        config.listen().plaintext().stream().map(ListenAddress::port).forEach(ports::add);
        return ports;
    }

    /** Hosts of a site share a table of routes unless the rules of a route depend on the host. */
    private void add(SiteConfig site) {
        RouteTable<SiteRoute<RoutedGroup>> shared = routes(site, _ -> null);
        SiteFeatures features = SiteFeatures.of(
                site,
                site.settings()
                        .forwardAuth()
                        .map(auth -> forwardAuth(site, auth))
                        .orElse(null),
                config.upstreams().named());
        boolean ruled = site.target() instanceof SiteTarget.Routes(List<RouteConfig> routes)
                && routes.stream().anyMatch(RulesBuilder::hasRules);
        for (HostPattern host : site.hosts()) {
            SitePolicy policy = policies.of(host);
            SitePolicy recorded = recorded(host, policy);
            RouteTable<SiteRoute<RoutedGroup>> table =
                    ruled ? routes(site, route -> own(site, route, recorded)) : shared;
            hosts.with(host, site(site, host, recorded, table, features));
        }
    }

    private ForwardAuth forwardAuth(SiteConfig site, ForwardAuthConfig auth) {
        Set<String> own = site.settings()
                .clientCertificates()
                .map(clients -> clients.headers().keySet())
                .orElse(Set.of());
        AuthQuestion question = new AuthQuestion(auth, own, config.listen().publicTlsPort());
        return new ForwardAuth(question, group(config.upstreams().ofForwardAuth(site, auth)));
    }

    private @Nullable ExchangeRules own(SiteConfig site, RouteConfig route, SitePolicy policy) {
        return RulesBuilder.hasRules(route) ? rules.of(site, route, policy) : null;
    }

    private Site site(
            SiteConfig site,
            HostPattern host,
            SitePolicy policy,
            RouteTable<SiteRoute<RoutedGroup>> routes,
            SiteFeatures features) {
        return new Site(
                site.name(),
                policy,
                host.isNamed(),
                policy.passesHstsOfBackend() ? promises.passed(host) : null,
                pages(site, policy),
                routes,
                rules.of(site, policy),
                rules.ofAnswers(site, policy),
                features,
                terms(site));
    }

    private TlsTerms terms(SiteConfig site) {
        return new TlsTerms(
                site.settings().tlsPolicy().orElse(config.tls().policy()),
                site.settings()
                        .clientCertificates()
                        .map(ClientCertificatesConfig::trust)
                        .orElse(null));
    }

    private List<ReservedPage> pages(SiteConfig site, SitePolicy policy) {
        return site.acme()
                ? ReservedPages.of(policy, site.settings(), challenges)
                : ReservedPages.of(policy, site.settings());
    }

    private SitePolicy recorded(HostPattern host, SitePolicy policy) {
        if (policy.isAwaiting()) {
            // It sends nothing that could be recorded.
            return policy;
        }
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

    private RouteTable<SiteRoute<RoutedGroup>> routes(
            SiteConfig site, Function<RouteConfig, @Nullable ExchangeRules> rules) {
        return SiteRoutes.of(
                site,
                url -> new RoutedGroup(group(config.upstreams().of(site, url))),
                (name, route) -> new RoutedGroup(known(name), rules.apply(route)));
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
                        .map(server -> addresses.of(upstream, server.url()))
                        .toList(),
                backends,
                upstream.settings().sticky().map(this::key).orElse(null));
        all.add(group);
        return group;
    }

    private StickyKey key(StickyConfig sticky) {
        return sticky.key().orElseGet(() -> upstreams.ownKey(config.stateDirectory()));
    }
}
