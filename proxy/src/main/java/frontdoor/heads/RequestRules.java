package frontdoor.heads;

import frontdoor.http.RequestHead;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules for the heads of requests to backends, in the order in which they are applied. A feature that changes such heads is an entry
 * here; what protects framing, and what keeps clients from speaking for the proxy by its own names, is in {@link RequestHeaders}.
 *
 * <p>Immutable, and the same for all exchanges: applying them allocates nothing.
 */
public final class RequestRules {
    private final RequestRule[] rules;

    private RequestRules(List<RequestRule> rules) {
        this.rules = rules.toArray(RequestRule[]::new);
    }

    /** Those of a front door whose clients see TLS on {@code publicPort}. */
    public static RequestRules of(int publicPort) {
        return new RequestRules(List.of(new FoldedNames(), new ForwardedFields(publicPort)));
    }

    /** These, and what tells of a route that it takes {@code prefix} off the path; empty for nothing. */
    public RequestRules telling(String prefix) {
        return prefix.isEmpty()
                ? this
                : new RequestRules(Stream.concat(Stream.of(rules), Stream.of(new ForwardedPrefix(prefix)))
                        .toList());
    }

    /** Applies every one to the request of {@code exchange}. */
    void apply(RuledExchange exchange) {
        RequestHead request = exchange.request();
        for (RequestRule rule : rules) {
            rule.apply(request, exchange);
        }
    }
}
