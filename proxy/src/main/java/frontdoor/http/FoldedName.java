package frontdoor.http;

import java.util.Locale;

/**
 * Names of fields as applications read them that make variables of names: CGI, WSGI, PHP and servlet containers, in which case is lost and
 * whatever is no letter and no digit becomes an underscore (RFC 3875 4.1.18). There {@code X.Forwarded.For} is {@code X-Forwarded-For}.
 */
public final class FoldedName {
    private static final byte[][] FAMILIES = {
        Octets.of("x-forwarded-"), Octets.of("x-ssl-client-"), Octets.of("ssl-client-"), Octets.of("x-client-cert-")
    };

    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (char c = 0; c < 128; c++) {
            PLAIN[c] = Character.isLetterOrDigit(c) || c == '-';
        }
    }

    private FoldedName() {}

    /** Whether the octet is a letter, a digit or a hyphen: what a name of ours is made of. */
    public static boolean isPlain(byte b) {
        return PLAIN[b & 0xff];
    }

    /** The name, in lower case and with hyphens, that is read for {@code name}. */
    public static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (byte b : Octets.of(name.toLowerCase(Locale.ROOT))) {
            folded.append(isPlain(b) ? (char) b : '-');
        }
        return folded.toString();
    }

    /** Whether these octets are read as a {@link FieldName}, or as one of a family that tells who the client is. */
    public static boolean isOurs(byte[] bytes, int start, int length) {
        byte[] folded = new byte[length];
        for (int i = 0; i < length; i++) {
            byte b = bytes[start + i];
            folded[i] = isPlain(b) ? b : (byte) '-';
        }
        return FieldName.of(folded, 0, length) != FieldName.OTHER || isOfFamily(folded, 0, length);
    }

    /** Whether they begin as one of a family that tells who the client is. */
    public static boolean isOfFamily(byte[] bytes, int start, int length) {
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
