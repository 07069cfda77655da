package frontdoor.wire;

import frontdoor.http.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where a run of octets of one class ends. Each method returns the first index that does not belong to the run, or the limit. */
final class Scan {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private Scan() {}

    /** Spaces and tabs. */
    static int blanks(byte[] bytes, int from, int limit) {
        int i = from;
        while (i < limit && Octets.isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Octets of a token (RFC 9110 5.6.2). */
    static int token(byte[] bytes, int from, int limit) {
        int i = from;
        while (i < limit && Octets.isTchar(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Octets of a request target. */
    static int target(byte[] bytes, int from, int limit) {
        int i = from;
        while (i < limit && Octets.isTargetOctet(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Octets of a field value (RFC 9110 5.5): no control octet but HTAB. Looks at eight at a time. */
    static int value(byte[] bytes, int from, int limit) {
        int i = from;
        while (i + 8 <= limit) {
            long controls = controls((long) WORDS.get(bytes, i));
            if (controls == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(controls) >>> 3;
            if (bytes[i] != '\t') {
                return i;
            }
            i++;
        }
        while (i < limit && Octets.isFieldValueOctet(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Flags octets below 0x20 and 0x7f. The lowest flag is exact; a borrow may raise false ones above it. */
    private static long controls(long word) {
        long below = (word - 0x20 * ONES) & ~word;
        long del = word ^ 0x7f * ONES;
        return (below | (del - ONES) & ~del) & HIGH;
    }
}
