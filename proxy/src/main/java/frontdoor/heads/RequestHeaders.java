package frontdoor.heads;

import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
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
                    if (isOursToSay(fields.name(i))) {
                        fields.remove(i);
                    }
                }
            }
        }
        return true;
    }

    /** Hop-by-hop fields that need no nomination, and every name under which a backend might look for what only the proxy knows. */
    static boolean isOursToSay(FieldName name) {
        return switch (name) {
            case KEEP_ALIVE, PROXY_CONNECTION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE, HTTP2_SETTINGS -> true;
            case PROXY_AUTHORIZATION -> true;
            // A CGI program has it as HTTP_PROXY, which its HTTP client obeys (CVE-2016-5385); nobody else asks for it.
            case PROXY -> true;
            case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_PROTO, X_FORWARDED_HOST, X_FORWARDED_PORT -> true;
            case X_FORWARDED_PREFIX, X_FORWARDED_SCHEME, X_FORWARDED_SSL, X_FORWARDED_SERVER, X_FORWARDED_URI -> true;
            case X_FORWARDED_METHOD -> true;
            case X_FORWARDED_PROTOCOL, X_URL_SCHEME, FRONT_END_HTTPS, X_ORIGINAL_URL, X_REWRITE_URL -> true;
            case X_REAL_IP, X_CLIENT_IP, TRUE_CLIENT_IP, CLIENT_IP, X_CLUSTER_CLIENT_IP -> true;
            // What only the end of TLS can know (RFC 9440 4).
            case CLIENT_CERT, CLIENT_CERT_CHAIN, X_CLIENT_CERT, X_FORWARDED_CLIENT_CERT -> true;
            case X_SSL_CERT, X_SSL_CLIENT_CERT, X_SSL_CLIENT_VERIFY, X_SSL_CLIENT_DN -> true;
            case SSL_CLIENT_CERT, SSL_CLIENT_VERIFY -> true;
            default -> false;
        };
    }
}
