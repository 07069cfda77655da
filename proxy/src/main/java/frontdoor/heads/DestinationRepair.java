package frontdoor.heads;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.route.PathChange;
import org.jspecify.annotations.Nullable;

/**
 * Tells backends of WebDAV where a resource is to be copied or moved (RFC 4918 10.3) as they see themselves: over http, by the host that they are
 * asked for, below the path that they know. With https they take it for another server, and refuse.
 */
final class DestinationRepair implements RequestRule {
    private static final byte[] HTTPS = Octets.of("https://");

    private final OwnHosts own;
    private final @Nullable PathChange change;

    DestinationRepair(OwnHosts own, @Nullable PathChange change) {
        this.own = own;
        this.change = change;
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        Fields fields = request.fields();
        int i = fields.find(FieldName.DESTINATION, 0);
        if (i >= 0) {
            int start = fields.valueStart(i);
            int length = fields.valueLength(i);
            String address = mended(fields.value(i), request);
            if (address != null) {
                exchange.onMasked(MaskedFault.Kind.DESTINATION, fields.bytes(), start, length);
                fields.setValue(i, Octets.of(address));
            }
        }
    }

    private @Nullable String mended(String value, RequestHead request) {
        byte[] octets = Octets.of(value);
        if (octets.length <= HTTPS.length || !Octets.equalIgnoreCase(octets, 0, HTTPS.length, HTTPS)) {
            return null;
        }
        int slash = value.indexOf('/', HTTPS.length);
        int rest = slash < 0 ? value.length() : slash;
        Authority authority = Authority.parse(octets, HTTPS.length, rest - HTTPS.length);
        if (authority == null || own.originOf(authority, request.authority()) == null) {
            return null;
        }
        String path = value.substring(rest);
        String changed = change == null || path.isEmpty() ? path : change.of(path);
        return changed == null ? null : "http://" + asTheBackendSees(authority, request) + changed;
    }

    private static Authority asTheBackendSees(Authority authority, RequestHead request) {
        Authority asked = request.authority();
        Authority forwarded = request.forwardedHost();
        boolean same = asked != null && asked.host().equals(authority.host());
        return same && forwarded != null ? forwarded : authority;
    }
}
