package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Networks;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.limits.RateLimitConfig;
import frontdoor.limits.SiteLimits;
import frontdoor.terms.TlsPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The settings that have a default for every site, and may be written in a site and in site-defaults.
 *
 * @param hstsByDefault whether nobody chose the policy, so that the start should say how to raise it: {@code max-age}
 *     is the one of reference.conf
 * @param errorPages the pages that errors are answered with
 * @param maintenance what the file says of it; empty for off
 * @param basicAuth the login by name and password; empty for none
 * @param forwardAuth the server that decides who comes in; empty for none
 * @param access who may come, by address
 * @param rateLimit how many requests each client may send; empty for any number
 * @param plaintextFrom who is served in the clear
 * @param compression of the application's answers; empty for none
 * @param tlsPolicy the versions and suites of its connections; empty for those of all
 * @param clientCertificates the clients that it is for, by their certificates; empty where none are asked for
 * @param mixedContent whether browsers are asked to report mixed content, and their reports are taken
 */
public record SiteSettings(
        Plaintext plaintext,
        RedirectStatus redirectStatus,
        HstsConfig hsts,
        boolean hstsByDefault,
        boolean mixedContent,
        RepairConfig repair,
        HeadersConfig headers,
        ExchangeTimeouts timeouts,
        SiteLimits limits,
        ErrorPagesConfig errorPages,
        Optional<MaintenanceConfig> maintenance,
        Optional<BasicAuthConfig> basicAuth,
        Optional<ForwardAuthConfig> forwardAuth,
        Optional<CompressionConfig> compression,
        AccessConfig access,
        Optional<RateLimitConfig> rateLimit,
        Networks plaintextFrom,
        Optional<TlsPolicy> tlsPolicy,
        Optional<ClientCertificatesConfig> clientCertificates) {
    /** The keys of a site that a route may have, too. */
    private static final List<String> IN_ROUTES =
            List.of("access", "compression", "headers", "limits", "rate-limit", "repair", "timeouts");

    /** What is written in {@code site}, which has a default for everything. */
    static SiteSettings read(Node site) {
        return of(new OverDefaults<>(site, null));
    }

    /** The same of a site; what it does not write itself is as {@code shared}, which was read of site-defaults, and not read for each site anew. */
    static SiteSettings read(Node site, SiteSettings shared) {
        return of(new OverDefaults<>(site, shared));
    }

    /** Those of a site with what {@code route} writes of {@link #IN_ROUTES}; empty where it writes nothing. */
    static Optional<SiteSettings> readRoute(Node route, Node site, SiteSettings ofSite) {
        List<String> written = writtenIn(route);
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(of(new OverDefaults<>(route.over(site), ofSite, written::contains)));
    }

    /** Which of the keys of a site {@code route} writes. */
    static List<String> writtenIn(Node route) {
        return IN_ROUTES.stream().filter(route::writes).toList();
    }

    private static SiteSettings of(OverDefaults<SiteSettings> source) {
        return new SiteSettings(
                source.read("plaintext", Plaintext::read, SiteSettings::plaintext),
                source.read("redirect-status", RedirectStatus::read, SiteSettings::redirectStatus),
                source.read("hsts", HstsConfig::read, SiteSettings::hsts),
                source.read("hsts", SiteSettings::isByDefault, SiteSettings::hstsByDefault),
                source.read("mixed-content", SiteSettings::collects, SiteSettings::mixedContent),
                source.read("repair", RepairConfig::read, SiteSettings::repair),
                source.stack("headers", HeadersConfig::read, SiteSettings::headers),
                source.read("timeouts", ExchangeTimeouts::read, SiteSettings::timeouts),
                source.read("limits", SiteLimits::read, SiteSettings::limits),
                source.read("error-pages", ErrorPagesConfig::read, SiteSettings::errorPages),
                source.read("maintenance", MaintenanceConfig::read, SiteSettings::maintenance),
                source.read("basic-auth", BasicAuthConfig::read, SiteSettings::basicAuth),
                source.read("forward-auth", ForwardAuthConfig::read, SiteSettings::forwardAuth),
                source.read("compression", CompressionConfig::read, SiteSettings::compression),
                source.read("access", AccessConfig::read, SiteSettings::access),
                source.read("rate-limit", RateLimitConfig::read, SiteSettings::rateLimit),
                source.read("plaintext-from", NetworkList::read, SiteSettings::plaintextFrom),
                source.read("tls", TlsConfig::readOfSite, SiteSettings::tlsPolicy),
                source.read("client-certificates", ClientCertificatesConfig::read, SiteSettings::clientCertificates));
    }

    private static boolean isByDefault(Node hsts) {
        return hsts.isObject() && hsts.child("max-age").isBuiltIn();
    }

    private static boolean collects(Node mixedContent) {
        return Scalars.choice(mixedContent, List.of("off", "collect")).equals("collect");
    }
}
