package frontdoor.heads;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.RequestHead;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Gives every request an id that backends and logs share, as X-Request-Id: what a trusted proxy has given it, or a new one, a UUID of version
 * 7 (RFC 9562 5.7).
 *
 * <p>The id stands among the octets of the head, and costs nothing else. It tells requests apart, and is no secret.
 *
 * <h2>Threads</h2>
 *
 * One per event loop, confined to it.
 */
public final class RequestIds {
    /** Longer ones are none that a person would look for. */
    private static final int LONGEST = 128;

    private static final int LENGTH = 36;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

    /**
     * Gives {@code request} its id.
     *
     * @param believed whether one that it has is a trusted proxy's
     * @param epochMillis the present, in milliseconds since the epoch
     */
    public void give(RequestHead request, boolean believed, long epochMillis) {
        Fields fields = request.fields();
        int given = fields.find(FieldName.X_REQUEST_ID, 0);
        if (given >= 0) {
            if (believed && isGood(fields, given)) {
                request.setRequestId(fields.valueStart(given), fields.valueLength(given));
                return;
            }
            fields.removeAll(FieldName.X_REQUEST_ID);
        }
        byte[] name = FieldName.X_REQUEST_ID.title();
        int nameStart = fields.append(name, 0, name.length);
        int start = fields.reserve(LENGTH);
        write(
                fields.bytes(),
                start,
                epochMillis << 16 | 0x7000 | random.nextInt(1 << 12),
                random.nextLong() >>> 2 | 1L << 63);
        fields.addAt(nameStart, name.length, start, LENGTH);
        request.setRequestId(start, LENGTH);
    }

    /** Whether it is the only one, and printable without what logs and applications would have to escape. */
    private static boolean isGood(Fields fields, int i) {
        int length = fields.valueLength(i);
        if (length == 0 || length > LONGEST || fields.find(FieldName.X_REQUEST_ID, i + 1) >= 0) {
            return false;
        }
        byte[] bytes = fields.bytes();
        for (int at = fields.valueStart(i); at < fields.valueStart(i) + length; at++) {
            if (bytes[at] <= ' ' || bytes[at] == 0x7f || bytes[at] == '"' || bytes[at] == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void write(byte[] octets, int start, long upper, long lower) {
        int at = start;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                octets[at++] = '-';
            }
            long half = digit < 16 ? upper : lower;
            octets[at++] = HEX[(int) (half >>> 60 - 4 * (digit & 15)) & 15];
        }
    }
}
