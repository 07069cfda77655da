package frontdoor.observe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Octets of one log line, reused for the next. What a client sent goes in escaped, so that it can neither end the line, nor leave its
 * quotes, nor reach a terminal.
 *
 * <h2>Threads</h2>
 *
 * Confined to one event loop.
 */
final class LineBuffer {
    /** What a client sent is cut here, in octets: a log is no place for 32 KiB of a field. */
    static final int MAX_VALUE = 4096;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] octets = new byte[1024];
    private int size;

    void clear() {
        size = 0;
    }

    byte[] toLine() {
        return Arrays.copyOf(octets, size);
    }

    /** Text of our own, ASCII, as it is. */
    LineBuffer text(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            octets[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    LineBuffer octet(char octet) {
        reserve(1);
        octets[size++] = (byte) octet;
        return this;
    }

    LineBuffer octets(byte[] plain) {
        reserve(plain.length);
        System.arraycopy(plain, 0, octets, size, plain.length);
        size += plain.length;
        return this;
    }

    LineBuffer number(long number) {
        return text(Long.toString(number));
    }

    /** {@code width} digits at least. */
    LineBuffer padded(int number, int width) {
        for (int power = width - 1, least = (int) Math.pow(10, power); power > 0; power--, least /= 10) {
            if (number < least) {
                octet('0');
            }
        }
        return number(number);
    }

    /** The inside of a JSON string (RFC 8259 7); octets beyond ASCII each become the code point of their number, whatever they encode. */
    LineBuffer json(byte[] source, int start, int length) {
        return escaped(source, start, length, "\\u00");
    }

    /** The inside of quotes in the combined format: everything doubtful as \xHH. */
    LineBuffer combined(byte[] source, int start, int length) {
        return escaped(source, start, length, "\\x");
    }

    private LineBuffer escaped(byte[] source, int start, int length, String escape) {
        int end = start + Math.min(length, MAX_VALUE);
        for (int i = start; i < end; i++) {
            int octet = source[i] & 0xff;
            if (octet < 0x20 || octet >= 0x7f || octet == '"' || octet == '\\') {
                text(escape);
                reserve(2);
                octets[size++] = HEX[octet >> 4];
                octets[size++] = HEX[octet & 0xf];
            } else {
                octet((char) octet);
            }
        }
        return this;
    }

    private void reserve(int more) {
        if (octets.length - size < more) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
        }
    }
}
