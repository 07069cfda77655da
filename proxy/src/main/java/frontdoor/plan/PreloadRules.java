package frontdoor.plan;

import frontdoor.hosts.PublicSuffixes;
import frontdoor.pairs.CertificatePair;
import frontdoor.policy.HstsTerms;
import org.jspecify.annotations.Nullable;

/** Judges a policy with {@code preload} by what the list demands (hstspreload.org); that of a ramp as it will be at its end. */
final class PreloadRules {
    private static final long YEAR = 31_536_000;

    private PreloadRules() {}

    static void judge(Subject subject, Verdicts verdicts) {
        HstsTerms sent = subject.site().whole();
        if (sent == null || !sent.preload()) {
            return;
        }
        if (sent.maxAge() < YEAR) {
            verdicts.add(
                    Code.PRELOAD_MAX_AGE,
                    subject.site().key("hsts.max-age"),
                    "preload demands a max-age of a year at least, this one is " + MaxAgeText.of(sent.maxAge())
                            + ". Write max-age = 365d, or preload = false until the policy has grown that long");
        }
        if (!sent.includeSubdomains()) {
            verdicts.add(
                    Code.PRELOAD_SUBDOMAINS,
                    subject.site().key("hsts.include-subdomains"),
                    "preload demands include-subdomains = true, since the list binds everything below the host. Set it once"
                            + " every host below has TLS, or write preload = false");
        }
        String registrable = PublicSuffixes.registrableDomain(subject.host());
        if (registrable == null || !preloads(subject.scheme(), registrable)) {
            verdicts.add(
                    Code.PRELOAD_NOT_REGISTRABLE,
                    subject.site().key("hsts.preload"),
                    "the list takes registrable domains only, and " + subject.host() + " is none"
                            + (registrable == null ? "" : ", while " + registrable + " sends no preload here")
                            + ". Write preload = false"
                            + (registrable == null ? "" : ", or let " + registrable + " send it"));
        }
        judgeWww(subject, verdicts);
    }

    /** What is below a domain that is preloaded sends the word for nothing, and harms nothing. */
    private static boolean preloads(Scheme scheme, String domain) {
        Scheme.Site site = scheme.names(domain) ? scheme.find(domain) : null;
        HstsTerms sent = site == null ? null : site.whole();
        return sent != null && sent.preload();
    }

    private static void judgeWww(Subject subject, Verdicts verdicts) {
        String www = "www." + subject.host();
        Scheme.Site site = subject.scheme().find(www);
        if (site == null || !subject.host().equals(PublicSuffixes.registrableDomain(subject.host()))) {
            return;
        }
        CertificatePair shown = subject.scheme().certificateOf(www).orElse(null);
        boolean awaited = site.config().acme() && (shown == null || !Scheme.covers(shown, www));
        if (!awaited && !isGood(subject, shown, www) && subject.scheme().names(www)) {
            verdicts.add(
                    Code.PRELOAD_WWW,
                    subject.scheme().hostKey(site, www),
                    "preload demands good TLS from " + www
                            + " too, which is served here without a valid certificate that"
                            + " covers it. Get one, take " + www + " out of hosts, or write preload = false");
        }
    }

    private static boolean isGood(Subject subject, @Nullable CertificatePair shown, String host) {
        return shown != null
                && Scheme.covers(shown, host)
                && shown.leaf().isValidAt(subject.scheme().at());
    }
}
