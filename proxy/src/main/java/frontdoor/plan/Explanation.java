package frontdoor.plan;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.HstsConfig;
import frontdoor.config.ListenConfig;
import frontdoor.config.RedirectStatus;
import frontdoor.hocon.KeyPath;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.ListenAddress;
import frontdoor.hosts.Networks;
import frontdoor.http.Url;
import frontdoor.pairs.CertificatePair;
import frontdoor.policy.HstsStage;
import frontdoor.policy.HstsTerms;
import frontdoor.report.Paint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One URL, hop by hop, and for each fact the key and the line that decided it. */
public final class Explanation {
    /** Settings that other facts tell, or that have no say about what is forwarded. */
    private static final Set<String> TOLD = Set.of(
            "access",
            "apex-pin",
            "backend",
            "canonical",
            "certificate",
            "hosts",
            "hsts",
            "maintenance",
            "plaintext",
            "plaintext-from",
            "rate-limit",
            "redirect-status",
            "routes",
            "upstream");

    private static final String PROXY_PROTOCOL = "listen.proxy-protocol";

    private final Scheme scheme;
    private final WrittenSettings written;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Scheme scheme, Paint paint) {
        this.scheme = scheme;
        this.written = new WrittenSettings(scheme.config().places());
        this.paint = paint;
    }

    /** The outcome of explaining a URL. */
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
        if (scheme.find(url.host()) != null || isAnsweredAnyway(scheme, url)) {
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

    /** Whether it is a page that is answered for whatever host. */
    private static boolean isAnsweredAnyway(Scheme scheme, Url url) {
        return !url.secure()
                && ChainWalk.of(scheme, url).hops().getFirst().outcome() instanceof Hop.Answers(int status, String _)
                && status == 200;
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
            case ENDLESS -> lines.add("and no answer yet: browsers give up after so many redirects");
            case ELSEWHERE -> lines.add("what answers there is not configured here");
            case ANSWERED -> {}
        }
        return lines;
    }

    private void facts(Hop hop) {
        Scheme.Site site = scheme.find(hop.url().host());
        if (site == null) {
            if (hop.outcome() instanceof Hop.Answers(int status, String why)) {
                fact("answered with " + status + ": " + why, hop.key());
            }
            return;
        }
        fact("site " + site.config().name(), scheme.hostKey(site, hop.url().host()));
        hop.guards().forEach(guard -> fact(guard.text(), guard.key()));
        outcome(hop, site);
        if (!hop.url().secure()) {
            lines.add("    no Strict-Transport-Security: browsers ignore it over plaintext (RFC 6797 7.2)");
            otherwise(site);
            return;
        }
        inFront(false);
        CertificatePair pair = hop.certificate();
        if (pair != null) {
            policy(hop, site);
            fact(
                    "certificate of " + CertificateRules.names(pair) + ", ends "
                            + pair.leaf().notAfter(),
                    scheme.certificateKeys().keyOf(pair));
        }
    }

    /** Whose requests in the clear meet something else. */
    private void otherwise(Scheme.Site site) {
        if (!site.plaintextFrom().isEmpty()) {
            fact(
                    "clients in " + PlaintextRules.text(site.plaintextFrom()) + " are served in the clear",
                    site.key("plaintext-from"));
        }
        inFront(true);
    }

    /** Whose word it is that counts where somebody stands in front of us. */
    private void inFront(boolean clear) {
        ListenConfig listen = scheme.config().listen();
        Networks trusted = listen.trustedProxies();
        if (!trusted.isEmpty()) {
            String got = clear
                    ? " has got over https counts as https, with the policy"
                    : " has got over http is redirected to https here, too";
            fact("what a proxy in " + PlaintextRules.text(trusted) + got, "listen.trusted-proxies");
        }
        switch (listen.proxyProtocol()) {
            case OFF -> {}
            case ACCEPT -> fact("such a proxy may tell its client in a PROXY header", PROXY_PROTOCOL);
            case REQUIRE ->
                fact("connections that begin without such a proxy's PROXY header are closed", PROXY_PROTOCOL);
        }
    }

    private void outcome(Hop hop, Scheme.Site site) {
        switch (hop.outcome()) {
            case Hop.Redirects(int status, String _) -> {
                status(status, site);
                fact(where(hop, site), hop.key());
            }
            case Hop.Forwards forwards -> {
                fact("forwarded to " + forwards, hop.key());
                settings(scopes(hop, site), name -> !TOLD.contains(firstOf(name)));
                settings(
                        upstreamScopes(forwards.target(), hop, site),
                        name -> !firstOf(name).equals("servers"));
            }
            case Hop.Answers(int status, String why) -> {
                fact("answered with " + status + ": " + why, hop.key());
                boolean maintained = hop.key().equals(site.key("maintenance"));
                settings(List.of(hop.key()), _ -> !maintained);
                settings(
                        scopes(hop, site),
                        name -> name.startsWith("headers.response.")
                                || firstOf(name).equals("error-pages")
                                || maintained && firstOf(name).equals("maintenance"));
            }
            case Hop.Closes(String why) -> fact("no answer: " + why, hop.key());
        }
    }

    /** From the route, where there is one, to what holds for all sites. */
    private static List<String> scopes(Hop hop, Scheme.Site site) {
        boolean routed = hop.key().startsWith(site.key("routes."));
        String own = site.config().configuredAt();
        return routed ? List.of(hop.key(), own, "site-defaults") : List.of(own, "site-defaults");
    }

    private static List<String> upstreamScopes(Target target, Hop hop, Scheme.Site site) {
        return hop.key().equals(site.key("backend"))
                ? List.of("upstream-defaults")
                : List.of(KeyPath.join("upstreams", target.name()), "upstream-defaults");
    }

    private static String firstOf(String name) {
        return name.replaceFirst("\\..*", "");
    }

    /** What an operator has written, where it is in force: what stays as it is by default is no news. */
    private void settings(List<String> scopes, Predicate<String> which) {
        written.in(scopes, which).forEach(setting -> fact("  " + setting, setting.key()));
    }

    private static String where(Hop hop, Scheme.Site site) {
        if (!hop.url().secure()) {
            return "to https on the same host first, so that it sends its policy";
        }
        return hop.key().equals(site.key("canonical")) ? "to the canonical host" : "by a route";
    }

    private void status(int status, Scheme.Site site) {
        boolean early = site.policy().schedule().at(site.now()).isBeforeRamp();
        if (early && site.config().settings().redirectStatus() instanceof RedirectStatus.Auto) {
            fact("status " + status + ", temporary until the ramp starts", site.key("hsts.ramp.started"));
        } else {
            fact("status " + status, site.key("redirect-status"));
        }
    }

    private void policy(Hop hop, Scheme.Site site) {
        String note = hop.policyNote().isEmpty() ? "" : "  (" + hop.policyNote() + ")";
        String text = hop.hsts() == null ? "no Strict-Transport-Security" : "Strict-Transport-Security: " + hop.hsts();
        fact(text + note, policyKey(site));
        HstsTerms sent = site.sent();
        if (sent != null && sent.includeSubdomains()) {
            fact("  includeSubDomains", site.key("hsts.include-subdomains"));
        }
        if (sent != null && sent.preload()) {
            fact("  preload", site.key("hsts.preload"));
        }
    }

    private static String policyKey(Scheme.Site site) {
        if (!(site.config().settings().hsts() instanceof HstsConfig.Send)) {
            return site.key("hsts");
        }
        HstsStage stage = site.policy().schedule().at(site.now());
        if (stage.isBeforeRamp()) {
            return site.key("hsts.ramp.started");
        }
        return site.key(stage.number() < stage.of() ? "hsts.ramp.stages." + (stage.number() - 1) : "hsts.max-age");
    }

    private void fact(String text, String key) {
        lines.add("    " + text
                + paint.paint(
                        Paint.Tone.FAINT, "  <- " + scheme.config().places().of(key) + ": " + key));
    }
}
