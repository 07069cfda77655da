package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.MaskedFault;
import frontdoor.heads.HopByHop;
import frontdoor.heads.ResponseRules;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import frontdoor.policy.HstsPolicy;
import frontdoor.snapshot.Site;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a backend's head for the client, and is the one place where a final head is handed to a client's stream: so no answer can
 * forget its HSTS policy, or have two (RFC 6797 7.1).
 */
final class ResponseHeaders {
    private ResponseHeaders() {}

    /** Takes out of a backend's head what is not the backend's to say, and applies {@code rules}. */
    static void apply(ResponseHead head, Site site, ResponseRules rules, ExchangeFacts facts) {
        Fields fields = head.fields();
        // What a backend nominates without a right to stays: its answer is complete with it, and a 502 would help
        // nobody.
        var _ = HopByHop.strip(fields);
        boolean passed = false;
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isRemoved(i)) {
                continue;
            }
            switch (fields.name(i)) {
                case KEEP_ALIVE, PROXY_CONNECTION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE, PROXY_AUTHENTICATE ->
                    fields.remove(i);
                case STRICT_TRANSPORT_SECURITY -> {
                    if (passed || !site.passesHsts(fields, i)) {
                        facts.onMasked(
                                MaskedFault.Kind.BACKEND_HSTS,
                                fields.bytes(),
                                fields.valueStart(i),
                                fields.valueLength(i));
                        fields.remove(i);
                    } else {
                        passed = true;
                    }
                }
                default -> {}
            }
        }
        rules.apply(fields, facts);
    }

    /** Hands an interim head on; it never carries a policy (RFC 6797 6.1). */
    static void writeInterim(ClientStream client, ResponseHead head) {
        Fields fields = head.fields();
        var _ = HopByHop.strip(fields);
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                switch (fields.name(i)) {
                    case KEEP_ALIVE, PROXY_CONNECTION, TRAILER, UPGRADE, STRICT_TRANSPORT_SECURITY -> fields.remove(i);
                    default -> {}
                }
            }
        }
        client.writeInterim(head);
    }

    /** Hands a final head to the stream of {@code asking} with the policy of its site. */
    static void write(ClientStream client, Client asking, ResponseHead head, @Nullable Site site, boolean end) {
        Fields fields = head.fields();
        if (!fields.contains(FieldName.DATE) && head.status() != 101) {
            // RFC 9110 6.6.1: a recipient with a clock adds what the backend left out.
            fields.add(FieldName.DATE, client.connection().loop().date());
        }
        client.writeHead(head, hsts(client.connection(), asking, head, site), end);
    }

    private static HstsField hsts(ClientConnection connection, Client asking, ResponseHead head, @Nullable Site site) {
        HstsField ofBackend = takeField(head.fields());
        // RFC 6797 7.2: never over plaintext; what a client has sent over TLS is none, whoever in front has ended that
        // TLS.
        // 101 ends HTTP on the connection, and no 1xx carries a policy.
        boolean secure = connection.secure() || asking.secure();
        // A host that awaits its first certificate cannot be reached over https yet: whom it bound would be locked out.
        if (site == null || head.status() == 101 || !secure || site.policy().isAwaiting()) {
            return HstsField.NONE;
        }
        return site.policy().passesHstsOfBackend()
                ? ofBackend
                : site.policy().hsts(connection.loop().epochSecond());
    }

    /** Only what {@link #apply} let through is still there. */
    private static HstsField takeField(Fields fields) {
        int i = fields.find(FieldName.STRICT_TRANSPORT_SECURITY, 0);
        if (i < 0) {
            return HstsField.NONE;
        }
        HstsField field = HstsPolicy.Backend.fieldOf(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        fields.remove(i);
        return field;
    }
}
