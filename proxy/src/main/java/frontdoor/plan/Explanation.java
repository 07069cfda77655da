package frontdoor.plan;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HostPattern;
import frontdoor.config.ListenAddress;
import frontdoor.report.Paint;
import frontdoor.snapshot.LoadedCertificates;
import frontdoor.tls.CertificatePair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One URL, hop by hop, and for each fact the key and the line that decided it. */
public final class Explanation {
    private final Scheme scheme;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Scheme scheme, Paint paint) {
        this.scheme = scheme;
        this.paint = paint;
    }

    /** What can be said about a URL. */
    public sealed interface Result {}

    /** It was followed; the lines say how. */
    public record Explained(List<String> lines) implements Result {
        public Explained {
            lines = List.copyOf(lines);
        }
    }

    /** It is not served here, for this reason. */
    public record NotServed(String why) implements Result {}

    /** It is nothing that a browser could ask for. */
    public record NoUrl(String why) implements Result {}

    /**
     * Explains {@code url}.
     *
     * @param certificates of the configuration, read with a clock that stands at {@code at}
     */
    public static Result of(
            FrontdoorConfig config, LoadedCertificates certificates, Instant at, String url, Paint paint) {
        Url start = Url.parse(url);
        if (start == null) {
            return new NoUrl("\"" + url + "\" is no address of a browser; write http://HOST/PATH or https://HOST/PATH");
        }
        Scheme scheme = new Scheme(config, certificates, at);
        String missing = notServed(scheme, start);
        return missing == null ? new Explained(new Explanation(scheme, paint).explain(start)) : new NotServed(missing);
    }

    private static @Nullable String notServed(Scheme scheme, Url url) {
        boolean published =
                url.port() == (url.secure() ? scheme.config().listen().publicTlsPort() : 80);
        List<ListenAddress> listening = url.secure()
                ? scheme.config().listen().tls()
                : scheme.config().listen().plaintext();
        if (!published && listening.stream().noneMatch(address -> address.port() == url.port())) {
            return "nothing here listens on port " + url.port() + " for " + (url.secure() ? "https" : "http")
                    + " (clients see "
                    + (url.secure() ? scheme.config().listen().publicTlsPort() : 80) + ")";
        }
        if (scheme.find(url.host()) != null) {
            return null;
        }
        String known = scheme.config().sites().stream()
                .flatMap(site -> site.hosts().stream())
                .map(HostPattern::text)
                .limit(20)
                .collect(Collectors.joining(", "));
        String answer = !url.secure()
                ? "its clients get 404"
                : scheme.certificateOf(url.host()).isPresent() ? "its clients get 421" : "its clients get no handshake";
        return "no site has the host " + url.host() + ", so " + answer + " (known: " + known + ")";
    }

    private List<String> explain(Url start) {
        Chain chain = ChainWalk.of(scheme, start);
        for (Hop hop : chain.hops()) {
            PlanText.hop(hop, hop.url().toString().length(), paint).stream()
                    .limit(1)
                    .forEach(lines::add);
            facts(hop);
        }
        switch (chain.end()) {
            case LOOP -> lines.add("and so on for ever: the redirects come back to where they were");
            case ELSEWHERE -> lines.add("what answers there is not configured here");
            case ANSWERED -> {}
        }
        return lines;
    }

    private void facts(Hop hop) {
        Scheme.Site site = scheme.find(hop.url().host());
        if (site == null) {
            return;
        }
        fact("site " + site.config().name(), scheme.hostKey(site, hop.url().host()));
        switch (hop.outcome()) {
            case Hop.Redirects(int status, String _) -> {
                fact("status " + status, site.key("redirect-status"));
                if (hop.url().secure()) {
                    boolean canonical = site.config().canonical().isPresent();
                    fact(
                            canonical ? "to the canonical host" : "by a route",
                            site.key(canonical ? "canonical" : "routes"));
                } else {
                    fact("to https on the same host first, so that it sends its policy", "listen.public-tls-port");
                }
            }
            case Hop.Forwards(Target target) -> fact("forwarded to " + target, target.key());
            case Hop.Answers(int status) -> fact("answered with " + status, site.key("routes"));
            case Hop.Closes() -> fact("no answer", hop.url().secure() ? "certificates" : "listen.plaintext");
        }
        if (hop.url().secure()) {
            policy(hop, site);
            CertificatePair pair = hop.certificate();
            if (pair != null) {
                fact(
                        "certificate of " + CertificateRules.names(pair) + ", ends "
                                + pair.leaf().notAfter(),
                        CertificateKeys.keyOf(scheme, pair));
            }
        } else {
            lines.add("    no Strict-Transport-Security: browsers ignore it over plaintext (RFC 6797 7.2)");
        }
    }

    private void policy(Hop hop, Scheme.Site site) {
        SentPolicy sent = site.sent();
        if (hop.hsts() == null || sent == null || !sent.binds()) {
            fact(
                    hop.hsts() == null ? "no Strict-Transport-Security" : "Strict-Transport-Security: " + hop.hsts(),
                    site.key("hsts"));
            return;
        }
        fact("Strict-Transport-Security: " + hop.hsts(), site.key("hsts.max-age"));
        if (sent.includeSubdomains()) {
            fact("  includeSubDomains", site.key("hsts.include-subdomains"));
        }
        if (sent.preload()) {
            fact("  preload", site.key("hsts.preload"));
        }
    }

    private void fact(String text, String key) {
        lines.add("    " + text
                + paint.paint(
                        Paint.Tone.FAINT, "  <- " + scheme.config().places().of(key) + ": " + key));
    }
}
