package frontdoor.heads;

import frontdoor.config.FieldChanges;
import frontdoor.config.ForwardAuthConfig;
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
     * Those that {@code settings} ask for, where {@code own} are the hosts of this front door, and {@code backend} is behind it: of that
     * counts what becomes of the path, and whether it is in the clear.
     */
    public static RequestRules of(SiteSettings settings, OwnHosts own, BackendSide backend) {
        HeadersConfig headers = settings.headers();
        List<RequestRule> rules = new ArrayList<>();
        rules.add(new FoldedNames(headers.underscores(), said(settings), answered(settings)));
        rules.add(new ForwardedFields(own.publicPort()));
        if (!backend.takenOff().isEmpty()) {
            rules.add(new ForwardedPrefix(backend.takenOff()));
        }
        headers.request().host().ifPresent(host -> rules.add(new ForwardedHost(host)));
        if (settings.repair().destination() && backend.clear()) {
            rules.add(new DestinationRepair(own, backend.change()));
        }
        if (settings.compression().isPresent()) {
            rules.add(new EntityTags());
        }
        FieldRules fields = FieldRules.of(headers.request(), own.publicPort());
        if (!fields.isEmpty()) {
            rules.add((request, exchange) -> fields.apply(request.fields(), exchange));
        }
        settings.clientCertificates().ifPresent(clients -> rules.add(new ClientCertificateFields(clients)));
        return new RequestRules(rules);
    }

    /** The names of fields that are the operator's to say, or those of a server that the operator asks. */
    private static List<String> said(SiteSettings settings) {
        List<String> names = new ArrayList<>();
        settings.headers().request().changes().stream()
                .map(FieldChanges.Change::name)
                .forEach(names::add);
        names.addAll(answered(settings));
        settings.clientCertificates()
                .ifPresent(clients -> names.addAll(clients.headers().keySet()));
        return names;
    }

    private static List<String> answered(SiteSettings settings) {
        return settings.forwardAuth().map(ForwardAuthConfig::copyResponse).orElse(List.of());
    }

    /** Applies every one to the request of {@code exchange}. */
    void apply(RuledExchange exchange) {
        RequestHead request = exchange.request();
        for (RequestRule rule : rules) {
            rule.apply(request, exchange);
        }
    }
}
