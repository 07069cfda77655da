package frontdoor.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Comparisons and classes of ASCII octets, for code that reads messages without making strings of them. */
public final class Octets {
    private static final int MAX_DIGITS = 19;
    private static final boolean[] TCHAR = classOf("!#$%&'*+-.^_`|~0123456789");

    static {
        for (int c = 'a'; c <= 'z'; c++) {
            TCHAR[c] = true;
            TCHAR[c - 32] = true;
        }
    }

    private Octets() {}

    private static boolean[] classOf(String members) {
        boolean[] set = new boolean[256];
        for (int i = 0; i < members.length(); i++) {
            set[members.charAt(i)] = true;
        }
        return set;
    }

    /** Whether the octet may stand in a token (RFC 9110 5.6.2). */
    public static boolean isTchar(byte b) {
        return TCHAR[b & 0xff];
    }

    /** Whether the range is a non-empty token (RFC 9110 5.6.2). */
    public static boolean isToken(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (!TCHAR[bytes[i] & 0xff]) {
                return false;
            }
        }
        return length > 0;
    }

    /** Whether the octet may stand in a field value: no control but HTAB; octets from 0x80 are opaque (RFC 9110 5.5). */
    public static boolean isFieldValueOctet(byte b) {
        return b >= 0x20 ? b != 0x7f : b < 0 || b == '\t';
    }

    /** Whether it is a space or a tab (RFC 9110 5.6.3). */
    public static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Whether the octet may stand in a request target: printable ASCII but {@code #}, with what RFC 3986 leaves out but clients send. */
    public static boolean isTargetOctet(byte b) {
        return b > ' ' && b != 0x7f && b != '#';
    }

    /** The number that the range holds in decimal, or -1 if these are not 1 to 19 digits that fit 63 bits. */
    public static long decimal(byte[] bytes, int start, int length) {
        if (length < 1 || length > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < start + length; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        // 19 digits stay below 2^64, so an overflow of 63 bits shows as a negative number.
        return number < 0 ? -1 : number;
    }

    /** The octet in lower case if it is an ASCII letter. */
    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    /** Whether the range holds exactly these octets. */
    public static boolean equal(byte[] bytes, int start, int length, byte[] other) {
        return length == other.length && Arrays.equals(bytes, start, start + length, other, 0, length);
    }

    /** Whether the range holds these octets, ASCII letters compared without case; {@code lower} is in lower case. */
    public static boolean equalIgnoreCase(byte[] bytes, int start, int length, byte[] lower) {
        if (length != lower.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(bytes[start + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The octets of an ASCII or ISO 8859-1 text. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The range as text, one character per octet. */
    public static String text(byte[] bytes, int start, int length) {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }
}
