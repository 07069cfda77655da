package frontdoor.wire;

import frontdoor.http.Fields;

/**
 * Puts the parts of a head behind each other into an array. Each method returns the index behind what it has put; the caller has made
 * room.
 */
final class Render {
    /** The most digits of a length. */
    static final int MAX_DECIMAL = 19;

    /** What a field takes beside its name and value: colon, space, line end. */
    static final int FIELD_EXTRA = 4;

    private Render() {}

    static int octets(byte[] to, int at, byte[] from) {
        return range(to, at, from, 0, from.length);
    }

    static int range(byte[] to, int at, byte[] from, int start, int length) {
        System.arraycopy(from, start, to, at, length);
        return at + length;
    }

    static int lineEnd(byte[] to, int at) {
        to[at] = '\r';
        to[at + 1] = '\n';
        return at + 2;
    }

    static int decimal(byte[] to, int at, long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    /** Colon, value and line end of field {@code i}. */
    static int value(byte[] to, int at, Fields fields, int i) {
        to[at] = ':';
        to[at + 1] = ' ';
        return lineEnd(to, range(to, at + 2, fields.bytes(), fields.valueStart(i), fields.valueLength(i)));
    }

    /** An upper bound of what the fields take. */
    static int sizeOf(Fields fields) {
        int size = 0;
        for (int i = 0; i < fields.size(); i++) {
            size += fields.nameLength(i) + fields.valueLength(i) + FIELD_EXTRA;
        }
        return size;
    }
}
