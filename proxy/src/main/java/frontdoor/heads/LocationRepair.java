package frontdoor.heads;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.Origin;
import org.jspecify.annotations.Nullable;

/** Mends {@code Location: http://} of our own hosts, which a backend behind TLS writes because it sees plain HTTP; foreign hosts stay. */
final class LocationRepair implements ResponseRule {
    private static final byte[] HTTP = Octets.of("http://");

    private final OwnHosts own;

    LocationRepair(OwnHosts own) {
        this.own = own;
    }

    /** What is mended is added to the block behind what it was, so that the octets of before can still be shown. */
    @Override
    public void apply(Fields response, RuledExchange exchange) {
        for (int i = response.find(FieldName.LOCATION, 0); i >= 0; i = response.find(FieldName.LOCATION, i + 1)) {
            int start = response.valueStart(i);
            int length = response.valueLength(i);
            if (repair(response, i, exchange.request().authority())) {
                exchange.onMasked(MaskedFault.Kind.LOCATION, response.bytes(), start, length);
            }
        }
    }

    /** Mends field {@code i} if it needs it, and tells whether it did. */
    boolean repair(Fields fields, int i, @Nullable Authority asked) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        int from = start + HTTP.length;
        if (from >= end || !Octets.equalIgnoreCase(bytes, start, HTTP.length, HTTP)) {
            return false;
        }
        int rest = endOfAuthority(bytes, from, end);
        Authority authority = Authority.parse(bytes, from, rest - from);
        Origin origin = authority == null ? null : own.secureOriginOf(authority, asked);
        if (origin == null) {
            return false;
        }
        byte[] value = new byte[origin.octets().length + end - rest];
        System.arraycopy(origin.octets(), 0, value, 0, origin.octets().length);
        System.arraycopy(bytes, rest, value, origin.octets().length, end - rest);
        fields.setValue(i, value);
        return true;
    }

    private static int endOfAuthority(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        return at;
    }
}
