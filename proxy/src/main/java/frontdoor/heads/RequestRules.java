package frontdoor.heads;

import frontdoor.config.FieldChanges;
import frontdoor.config.HeadersConfig;
import frontdoor.config.SiteSettings;
import frontdoor.http.RequestHead;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules for the heads of requests to backends, in the order in which they are applied. A feature that changes such heads is an entry
 * here; what protects framing, and what keeps clients from speaking for the proxy by its own names, is in {@link RequestHeaders}.
 *
 * <p>Immutable, and the same for all exchanges: applying them allocates nothing but what a value with variables takes.
 */
public final class RequestRules {
    private final RequestRule[] rules;

    private RequestRules(List<RequestRule> rules) {
        this.rules = rules.toArray(RequestRule[]::new);
    }

    /**
     * Those that {@code settings} ask for.
     *
     * @param publicPort the port on which clients see TLS
     * @param takenOff what the route takes off the path; empty for nothing
     */
    public static RequestRules of(SiteSettings settings, int publicPort, String takenOff) {
        HeadersConfig headers = settings.headers();
        List<RequestRule> rules = new ArrayList<>();
        rules.add(new FoldedNames(
                headers.underscores(),
                headers.request().changes().stream()
                        .map(FieldChanges.Change::name)
                        .toList()));
        rules.add(new ForwardedFields(publicPort));
        if (!takenOff.isEmpty()) {
            rules.add(new ForwardedPrefix(takenOff));
        }
        headers.request().host().ifPresent(host -> rules.add(new ForwardedHost(host)));
        FieldRules fields = FieldRules.of(headers.request(), publicPort);
        if (!fields.isEmpty()) {
            rules.add((request, exchange) -> fields.apply(request.fields(), exchange));
        }
        return new RequestRules(rules);
    }

    /** Applies every one to the request of {@code exchange}. */
    void apply(RuledExchange exchange) {
        RequestHead request = exchange.request();
        for (RequestRule rule : rules) {
            rule.apply(request, exchange);
        }
    }
}
