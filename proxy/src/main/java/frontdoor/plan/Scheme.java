package frontdoor.plan;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.ServerConfig;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.Addresses;
import frontdoor.hosts.HostNames;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.hosts.Networks;
import frontdoor.http.HstsField;
import frontdoor.http.RequestHead;
import frontdoor.pairs.CertificatePair;
import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import frontdoor.policy.SitePolicy;
import frontdoor.route.RouteTable;
import frontdoor.scheme.HostPolicies;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.ReservedPages;
import frontdoor.scheme.SiteRoute;
import frontdoor.scheme.SiteRoutes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a configuration that decides about a request, built by what builds it for serving.
 *
 * <p>Used on one thread. What it says never changes.
 */
final class Scheme {
    private final FrontdoorConfig config;
    private final LoadedCertificates certificates;
    private final Instant at;
    private final HostTable<Site> hosts = new HostTable<>();
    private final HostTable<Site> named = new HostTable<>();
    private final CertificateKeys certificateKeys;
    private final Set<String> acknowledged;
    /** For those who walk, one after the other: thousands of hosts are asked for. */
    private final RequestHead request = new RequestHead();

    /** The place of every configured host among those of its site. */
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * The scheme of {@code config} at one instant.
     *
     * @param certificates of the configuration, read with a clock that stands at {@code at}
     */
    Scheme(FrontdoorConfig config, LoadedCertificates certificates, Instant at) {
        this.config = config;
        this.certificates = certificates;
        this.at = at;
        this.certificateKeys = new CertificateKeys(config, certificates);
        this.acknowledged =
                config.acknowledged().stream().map(HostPattern::text).collect(Collectors.toSet());
        HostPolicies policies = new HostPolicies(config, certificates);
        for (SiteConfig site : config.sites()) {
            RouteTable<SiteRoute<Target>> routes = routes(site);
            for (HostPattern host : site.hosts()) {
                hosts.with(host, new Site(site, policies.of(host), host.isNamed(), routes, at.getEpochSecond()));
            }
        }
        for (SiteConfig site : config.sites()) {
            for (int i = 0; i < site.hosts().size(); i++) {
                HostPattern host = site.hosts().get(i);
                positions.putIfAbsent(host.text(), i);
                if (!(host instanceof HostPattern.Any)) {
                    named.with(host, siteOf(host));
                }
            }
            site.canonical()
                    .ifPresent(host -> named.with(HostPattern.of(host), Objects.requireNonNull(hosts.find(host))));
        }
    }

    /**
     * A site as far as it decides about one of its hosts.
     *
     * @param named whether the host is a name, be it a wildcard, rather than an address or {@code "*"}
     * @param routes where a path goes
     * @param now seconds since the epoch
     */
    record Site(SiteConfig config, SitePolicy policy, boolean named, RouteTable<SiteRoute<Target>> routes, long now)
            implements HostRules<Target> {
        @Override
        public List<ReservedPage> pages() {
            return ReservedPages.of(policy, config.settings());
        }

        @Override
        public Networks plaintextFrom() {
            return config.settings().plaintextFrom();
        }

        /** The key of one of its settings. */
        String key(String name) {
            return config.configuredAt() + "." + name;
        }

        /** What it sends over TLS; null for nothing. */
        @Nullable
        HstsTerms sent() {
            return read(policy.hsts(now));
        }

        /** What it will send once its ramp, if it has one, is at its end. */
        @Nullable
        HstsTerms whole() {
            return read(policy.schedule().whole().field());
        }

        /** Read back from the field that is served, so that whatever chose it is judged too. */
        private static @Nullable HstsTerms read(HstsField field) {
            return field.value() == null ? null : HstsSyntax.read(field.toString());
        }
    }

    /** The request that is asked with; of whoever asks just now. */
    RequestHead request() {
        return request;
    }

    FrontdoorConfig config() {
        return config;
    }

    /** The pages of our own that are answered for whatever host. */
    List<ReservedPage> everywhere() {
        return ReservedPages.everywhere(config.acme(), null);
    }

    LoadedCertificates certificates() {
        return certificates;
    }

    Instant at() {
        return at;
    }

    /** The site that answers for {@code host}; null if there is none. */
    @Nullable
    Site find(String host) {
        return hosts.find(host);
    }

    /** Whether a site names the host, be it by a wildcard; {@code "*"} names none, what it catches may well be elsewhere. */
    boolean names(String host) {
        return named.find(host) != null;
    }

    /** The site of a host that is configured. */
    Site siteOf(HostPattern host) {
        return Objects.requireNonNull(hosts.find(host.text()));
    }

    /** The certificate that a client is shown who asks for {@code host}; nobody sends the address as a server name (RFC 6066 3). */
    Optional<CertificatePair> certificateOf(String host) {
        if (host.equals("*") && find(host) == null) {
            // A site once caught all names; now a handshake for one that nobody has does not come about.
            return Optional.empty();
        }
        boolean nameless = host.equals("*") || Addresses.isHost(host);
        return certificates.store().find(nameless ? null : host);
    }

    /** Whether the certificate covers the host; {@code "*"} is exempt. */
    static boolean covers(CertificatePair pair, String host) {
        return host.equals("*") || pair.covers(host);
    }

    /** What made each certificate part of the configuration. */
    CertificateKeys certificateKeys() {
        return certificateKeys;
    }

    /** Whether a site has the host in this very form. */
    boolean isConfigured(String host) {
        return positions.containsKey(host);
    }

    /** Whether the operator accepts that promises of the host are broken. */
    boolean isAcknowledged(String host) {
        return acknowledged.contains(host);
    }

    /** The key of the host among those of its site. */
    String hostKey(Site site, String host) {
        return Stream.of(host, Objects.requireNonNullElse(HostNames.wildcardOf(host), host), "*")
                .filter(this::isConfigured)
                .findFirst()
                .map(found -> site.key("hosts") + "." + positions.get(found))
                .orElseGet(() -> site.key("hosts"));
    }

    private RouteTable<SiteRoute<Target>> routes(SiteConfig site) {
        return SiteRoutes.of(
                site,
                url -> new Target(url.toString(), List.of(url)),
                (upstream, _) -> new Target(
                        upstream,
                        Objects.requireNonNull(config.upstreams().named().get(upstream)).servers().stream()
                                .map(ServerConfig::url)
                                .toList()));
    }
}
