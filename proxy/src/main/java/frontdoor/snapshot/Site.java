package frontdoor.snapshot;

import frontdoor.config.SiteSettings;
import frontdoor.exchange.ClientTls;
import frontdoor.hosts.Networks;
import frontdoor.http.Fields;
import frontdoor.policy.SitePolicy;
import frontdoor.promises.BackendPolicy;
import frontdoor.route.RouteTable;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.SiteRoute;
import frontdoor.terms.TlsTerms;
import frontdoor.x509.PresentedCertificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A site as it serves one of its hosts.
 *
 * @param name as configured
 * @param policy the redirects and the HSTS policy of the host
 * @param named whether the host is a name, be it a wildcard, rather than an address or {@code "*"}
 * @param passed which of the backend's policies are passed on; null where none is
 * @param pages those of our own that it answers
 * @param routes where a path leads
 * @param rules what holds for its exchanges, unless a route has its own
 * @param ofAnswers what holds for those that a route answers itself, by its key; only where that is something of its own
 * @param terms on which connections for it are made
 * @param features those of its settings that have parts of their own
 */
public record Site(
        String name,
        SitePolicy policy,
        boolean named,
        @Nullable BackendPolicy passed,
        List<ReservedPage> pages,
        RouteTable<SiteRoute<RoutedGroup>> routes,
        ExchangeRules rules,
        Map<String, ExchangeRules> ofAnswers,
        SiteFeatures features,
        TlsTerms terms)
        implements HostRules<RoutedGroup> {
    public Site {
        pages = List.copyOf(pages);
        ofAnswers = Map.copyOf(ofAnswers);
    }

    /** What holds for the exchanges that the route of this key answers itself. */
    public ExchangeRules rulesOfAnswer(String key) {
        return ofAnswers.getOrDefault(key, rules);
    }

    @Override
    public boolean admits(PresentedCertificate presented) {
        return !(presented instanceof ClientTls tls) || tls.meets(name, terms);
    }

    @Override
    public Networks plaintextFrom() {
        return settings().plaintextFrom();
    }

    /** As configured. */
    public SiteSettings settings() {
        return rules.settings();
    }

    /** Whether field {@code i} of a backend's head is a policy that is passed on. */
    public boolean passesHsts(Fields fields, int i) {
        return passed != null && passed.passes(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }
}
