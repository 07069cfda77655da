package frontdoor.heads;

import frontdoor.config.CookieAttributes;
import frontdoor.config.SiteSettings;
import frontdoor.http.Fields;
import frontdoor.policy.ApexPin;
import frontdoor.policy.SitePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a host for the heads of its backends' answers, in the order in which they are applied. A feature that changes such heads is
 * an entry here; what protects framing and HSTS is none, since no setting turns it off.
 *
 * <p>Immutable, and the same for all exchanges: applying them allocates nothing but what a mended value takes.
 */
public final class ResponseRules {
    private final ResponseRule[] rules;
    private final @Nullable CompressionRule compression;

    private ResponseRules(List<ResponseRule> rules, @Nullable CompressionRule compression) {
        this.rules = rules.toArray(ResponseRule[]::new);
        this.compression = compression;
    }

    /** Those that {@code settings} and {@code policy} ask for, where {@code own} are the hosts of this front door, and {@code backend} is behind it. */
    public static ResponseRules of(SiteSettings settings, SitePolicy policy, OwnHosts own, BackendSide backend) {
        List<ResponseRule> rules = new ArrayList<>();
        if (settings.repair().locations()) {
            rules.add(new LocationRepair(new AddressRepair(own, backend)));
        }
        CookieAttributes attributes = settings.repair().cookieAttributes();
        if (!attributes.isEmpty()) {
            rules.add(new CookieAttributeRepair(attributes));
        }
        if (settings.repair().cookies()) {
            rules.add(new CookieRepair());
        }
        FieldRules fields = FieldRules.of(settings.headers().response(), own.publicPort());
        if (!fields.isEmpty()) {
            rules.add(fields);
        }
        ApexPin pin = policy.pin();
        if (pin != null) {
            rules.add(new PinLink(pin));
        }
        if (settings.repair().upgradeInsecureRequests()) {
            rules.add(new InsecureRequests());
        }
        if (settings.mixedContent()) {
            rules.add(new MixedContentPolicy());
        }
        return new ResponseRules(
                rules, settings.compression().map(CompressionRule::new).orElse(null));
    }

    /** Those for answers of our own, which need no mending; null where there is none. */
    public static @Nullable ResponseRules ofOwnAnswers(SiteSettings settings, OwnHosts own) {
        FieldRules fields = FieldRules.ofOwnAnswers(settings.headers().response(), own.publicPort());
        return fields.isEmpty() ? null : new ResponseRules(List.of(fields), null);
    }

    /** Applies every one to the fields of a final head. */
    public void apply(Fields response, RuledExchange exchange) {
        for (ResponseRule rule : rules) {
            rule.apply(response, exchange);
        }
    }

    /** The one for bodies, or null: they go on as they come. */
    public @Nullable CompressionRule compression() {
        return compression;
    }
}
