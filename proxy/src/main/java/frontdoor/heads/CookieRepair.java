package frontdoor.heads;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;

/** Gives cookies the Secure attribute that a backend behind TLS leaves out, so that they never travel in the clear (RFC 6265 4.1.2.5). */
final class CookieRepair implements ResponseRule {
    private static final byte[] SECURE = Octets.of("secure");
    private static final byte[] SUFFIX = Octets.of("; Secure");

    /** What is mended is added to the block behind what it was, so that the octets of before can still be shown. */
    @Override
    public void apply(Fields response, RuledExchange exchange) {
        if (!exchange.client().secure()) {
            return; // It would be the end of the cookie.
        }
        for (int i = response.find(FieldName.SET_COOKIE, 0); i >= 0; i = response.find(FieldName.SET_COOKIE, i + 1)) {
            int start = response.valueStart(i);
            int length = response.valueLength(i);
            if (repair(response, i)) {
                int name = nameLength(response.bytes(), start, length);
                exchange.onMasked(MaskedFault.Kind.COOKIE, response.bytes(), start, name);
            }
        }
    }

    /** Mends field {@code i} if it needs it, and tells whether it did. */
    static boolean repair(Fields fields, int i) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(i);
        int end = start + fields.valueLength(i);
        int attribute = next(bytes, start, end);
        while (attribute < end) {
            int after = next(bytes, attribute + 1, end);
            if (isSecure(bytes, attribute + 1, after)) {
                return false;
            }
            attribute = after;
        }
        byte[] value = new byte[end - start + SUFFIX.length];
        System.arraycopy(bytes, start, value, 0, end - start);
        System.arraycopy(SUFFIX, 0, value, end - start, SUFFIX.length);
        fields.setValue(i, value);
        return true;
    }

    /** How many octets the name has of a cookie that starts at {@code start}; 0 for one that is a value alone (RFC 6265bis 5.6). */
    private static int nameLength(byte[] bytes, int start, int length) {
        int end = next(bytes, start, start + length);
        int at = start;
        while (at < end && bytes[at] != '=') {
            at++;
        }
        return at == end ? 0 : at - start;
    }

    private static int next(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != ';') {
            at++;
        }
        return at;
    }

    /** RFC 6265 5.2.5: the attribute counts whatever value it is given. */
    private static boolean isSecure(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && Octets.isBlank(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < to && bytes[end] != '=' && !Octets.isBlank(bytes[end])) {
            end++;
        }
        return Octets.equalIgnoreCase(bytes, start, end - start, SECURE);
    }
}
