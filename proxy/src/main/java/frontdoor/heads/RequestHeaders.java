package frontdoor.heads;

import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a request's head for a backend: first everything goes that is not the client's to say, then the proxy says it.
 *
 * <p>Immutable; works in place.
 */
public final class RequestHeaders {
    private final ViaPseudonym via;

    public RequestHeaders(ViaPseudonym via) {
        this.via = via;
    }

    /**
     * Prepares the head of {@code exchange}'s request, once, by {@code rules} where they are a choice.
     *
     * @return null, or why the request must not be forwarded
     */
    @Nullable
    public Failure apply(RuledExchange exchange, RequestRules rules) {
        RequestHead head = exchange.request();
        Fields fields = head.fields();
        if (!HopByHop.strip(fields)) {
            head.setFlaw(Flaw.of(Rule.CONNECTION_OPTION));
            return Failure.BAD_CONNECTION_OPTION;
        }
        if (!keepForwardable(fields)) {
            return Failure.LOOP_DETECTED;
        }
        rules.apply(exchange);
        fields.add(FieldName.VIA, via.element(head.version()));
        return null;
    }

    /** Whether a request with these fields has come through here already. */
    public boolean hasPassed(Fields fields) {
        for (int i = fields.find(FieldName.VIA, 0); i >= 0; i = fields.find(FieldName.VIA, i + 1)) {
            if (via.isIn(fields.bytes(), fields.valueStart(i), fields.valueLength(i))) {
                return true;
            }
        }
        return false;
    }

    /** Says in a request of our own that it has come through here. */
    public void sign(RequestHead head) {
        head.fields().add(FieldName.VIA, via.element(head.version()));
    }

    /** The value of that, for a request that is not made of one of these heads. */
    public String signature(HttpVersion version) {
        byte[] element = via.element(version);
        return Octets.text(element, 0, element.length);
    }

    private boolean keepForwardable(Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isRemoved(i)) {
                continue;
            }
            switch (fields.name(i)) {
                case VIA -> {
                    if (via.isIn(fields.bytes(), fields.valueStart(i), fields.valueLength(i))) {
                        return false;
                    }
                }
                default -> {
                    if (fields.name(i).isOursToSay()) {
                        fields.remove(i);
                    }
                }
            }
        }
        return true;
    }
}
