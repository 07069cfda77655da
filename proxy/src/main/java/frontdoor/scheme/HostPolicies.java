package frontdoor.scheme;

import static java.util.Objects.requireNonNull;

import frontdoor.certificates.HostCoverage;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HstsConfig;
import frontdoor.config.Plaintext;
import frontdoor.config.RampConfig;
import frontdoor.config.RedirectStatus;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.pairs.CertificatePair;
import frontdoor.policy.CertificateFacts;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.PlaintextRule;
import frontdoor.policy.Ramp;
import frontdoor.policy.RedirectRule;
import frontdoor.policy.SitePolicy;
import frontdoor.policy.SiteScheme;
import frontdoor.tls.CertificateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The policy of every configured host, for what serves and for what only tells. */
public final class HostPolicies {
    private final FrontdoorConfig config;
    private final CertificateStore certificates;
    private final Map<CertificatePair, Instant> revoked;
    private final Map<HostPattern, SitePolicy> policies = new LinkedHashMap<>();
    private final Map<HstsConfig, HstsSchedule> schedules = new HashMap<>();

    /** Policies of the hosts in {@code config}, whose ramps {@code certificates} may hold. */
    public HostPolicies(FrontdoorConfig config, LoadedCertificates certificates) {
        this.config = config;
        this.certificates = certificates.store();
        this.revoked = certificates.revoked();
        for (SiteConfig site : config.sites()) {
            PlaintextRule rule = plaintext(site.settings().plaintext());
            SiteScheme scheme = scheme(site, rule);
            SiteScheme awaiting =
                    site.acme() && rule == PlaintextRule.REDIRECT ? scheme(site, PlaintextRule.AWAIT) : scheme;
            for (HostPattern host : site.hosts()) {
                HstsSchedule schedule = schedule(site.settings().hsts(), host);
                boolean awaited = site.acme() && !certificateOf(host).covers();
                policies.put(
                        host,
                        awaited ? new SitePolicy(awaiting, schedule).awaiting() : new SitePolicy(scheme, schedule));
            }
        }
    }

    /** The policy of a host that is configured. */
    public SitePolicy of(HostPattern host) {
        return requireNonNull(policies.get(host));
    }

    /** Hands every host and its policy to {@code visitor}, in the order they are written. */
    public void forEach(BiConsumer<HostPattern, SitePolicy> visitor) {
        policies.forEach(visitor);
    }

    private SiteScheme scheme(SiteConfig site, PlaintextRule plaintext) {
        List<String> names = new ArrayList<>();
        for (HostPattern host : site.hosts()) {
            if (host instanceof HostPattern.Name || host instanceof HostPattern.Address) {
                names.add(host.text());
            }
        }
        return new SiteScheme(
                names,
                site.canonical().orElse(null),
                config.listen().publicTlsPort(),
                redirects(site.settings().redirectStatus()),
                plaintext,
                site.apexPin());
    }

    private static PlaintextRule plaintext(Plaintext plaintext) {
        return switch (plaintext) {
            case REDIRECT -> PlaintextRule.REDIRECT;
            case REFUSE -> PlaintextRule.REFUSE;
            case CLOSE -> PlaintextRule.CLOSE;
        };
    }

    private static RedirectRule redirects(RedirectStatus status) {
        return switch (status) {
            case RedirectStatus.Auto() -> new RedirectRule.Auto();
            case RedirectStatus.Fixed(int code) -> new RedirectRule.Fixed(code);
        };
    }

    /** Without a ramp it is the same for every host that has it, of which there may be thousands. */
    private HstsSchedule schedule(HstsConfig hsts, HostPattern host) {
        return hsts instanceof HstsConfig.Send send && send.ramp().isPresent()
                ? read(hsts, host)
                : schedules.computeIfAbsent(hsts, _ -> read(hsts, host));
    }

    private HstsSchedule read(HstsConfig hsts, HostPattern host) {
        return switch (hsts) {
            case HstsConfig.Off() -> HstsSchedule.always(new HstsPolicy.Off());
            case HstsConfig.Backend() -> HstsSchedule.always(new HstsPolicy.Backend());
            case HstsConfig.Kill() -> HstsSchedule.always(new HstsPolicy.Kill());
            case HstsConfig.Send(Duration maxAge, boolean subdomains, boolean preload, Optional<RampConfig> ramp) -> {
                HstsPolicy.Send full = new HstsPolicy.Send(maxAge.toSeconds(), subdomains, preload);
                yield ramp.map(up -> HstsSchedule.ramp(new Ramp(up.started(), up.stages()), full, certificateOf(host)))
                        .orElseGet(() -> HstsSchedule.always(full));
            }
        };
    }

    /** The facts of the certificate that answers for {@code host}. */
    public CertificateFacts certificateOf(HostPattern host) {
        Optional<CertificatePair> pair = certificates.find(host instanceof HostPattern.Any ? null : host.text());
        return pair.map(found -> new CertificateFacts(
                        HostCoverage.covers(found, host),
                        found.judgement().isWeak(),
                        revoked.getOrDefault(found, Instant.MAX),
                        found.leaf().notBefore(),
                        found.leaf().endsSoonFrom(),
                        found.judgement().closes(),
                        found.leaf().notAfter()))
                .orElse(CertificateFacts.NONE);
    }
}
