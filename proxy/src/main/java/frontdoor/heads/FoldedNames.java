package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;

/**
 * Takes out fields whose names an application cannot tell from those that the proxy has rules for. CGI, WSGI, PHP and servlet containers make variables
 * of names, in which case is lost and whatever is no letter and no digit becomes an underscore (RFC 3875 4.1.18): there
 * {@code X.Forwarded.For} is {@code X-Forwarded-For}.
 */
final class FoldedNames implements RequestRule {
    private static final byte[][] FAMILIES = {
        Octets.of("x-forwarded-"), Octets.of("x-ssl-client-"), Octets.of("ssl-client-"), Octets.of("x-client-cert-")
    };

    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (char c = 0; c < 128; c++) {
            PLAIN[c] = Character.isLetterOrDigit(c) || c == '-';
        }
    }

    @Override
    public void apply(RequestHead request, RuledExchange exchange) {
        Fields fields = request.fields();
        for (int i = fields.find(FieldName.OTHER, 0); i >= 0; i = fields.find(FieldName.OTHER, i + 1)) {
            if (isReadAsAnother(fields, i)) {
                fields.remove(i);
            }
        }
    }

    /**
     * Whether a field whose name is none of {@link FieldName} would be read as one of them, or as one of a family that tells who the client
     * is. An underscore is enough: hardly any client sends one, and most servers drop such names, too.
     */
    private static boolean isReadAsAnother(Fields fields, int i) {
        byte[] bytes = fields.bytes();
        int start = fields.nameStart(i);
        int end = start + fields.nameLength(i);
        int at = start;
        while (at < end && PLAIN[bytes[at] & 0xff]) {
            at++;
        }
        return at == end ? isOfFamily(bytes, start, end - start) : isOddReadAsAnother(fields, start, end - start);
    }

    private static boolean isOddReadAsAnother(Fields fields, int start, int length) {
        byte[] bytes = fields.bytes();
        for (int at = start; at < start + length; at++) {
            if (bytes[at] == '_') {
                return true;
            }
        }
        return isFoldedOnto(fields, start, length);
    }

    private static boolean isFoldedOnto(Fields fields, int start, int length) {
        int folded = fields.reserve(length);
        byte[] bytes = fields.bytes();
        for (int at = 0; at < length; at++) {
            byte b = bytes[start + at];
            bytes[folded + at] = PLAIN[b & 0xff] ? b : (byte) '-';
        }
        boolean found = FieldName.of(bytes, folded, length) != FieldName.OTHER || isOfFamily(bytes, folded, length);
        fields.truncate(folded);
        return found;
    }

    private static boolean isOfFamily(byte[] bytes, int start, int length) {
        byte first = Octets.lower(bytes[start]);
        if (first != 'x' && first != 's') {
            return false;
        }
        for (byte[] family : FAMILIES) {
            if (length > family.length && Octets.equalIgnoreCase(bytes, start, family.length, family)) {
                return true;
            }
        }
        return false;
    }
}
