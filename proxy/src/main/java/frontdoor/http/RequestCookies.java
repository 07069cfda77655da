package frontdoor.http;

import java.util.Arrays;

/** Cookies as requests carry them (RFC 6265 4.2): pairs of name and value, separated by semicolons, in one field or several. */
public final class RequestCookies {
    /** There is none of this name. */
    public static final long NONE = -1;

    private RequestCookies() {}

    /** Where the value of the first cookie of this name is, to be taken apart by {@link #start} and {@link #length}; or {@link #NONE}. */
    public static long find(Fields fields, byte[] name) {
        for (int i = fields.find(FieldName.COOKIE, 0); i >= 0; i = fields.find(FieldName.COOKIE, i + 1)) {
            int start = fields.valueStart(i);
            long found = find(fields.bytes(), start, start + fields.valueLength(i), name);
            if (found != NONE) {
                return found;
            }
        }
        return NONE;
    }

    /** The same among the octets from {@code from} to {@code end}, which are of one field. */
    public static long find(byte[] bytes, int from, int end, byte[] name) {
        int at = from;
        while (at < end) {
            while (at < end && (Octets.isBlank(bytes[at]) || bytes[at] == ';')) {
                at++;
            }
            int after = at;
            while (after < end && bytes[after] != ';') {
                after++;
            }
            int equals = at + name.length;
            if (equals < after && bytes[equals] == '=' && Octets.equal(bytes, at, name.length, name)) {
                return (long) (equals + 1) << 32 | trimmed(bytes, equals + 1, after);
            }
            at = after;
        }
        return NONE;
    }

    /** Takes every cookie of this name out; all others stay as they are, octet by octet. */
    public static void remove(Fields fields, byte[] name) {
        for (int i = fields.find(FieldName.COOKIE, 0); i >= 0; i = fields.find(FieldName.COOKIE, i + 1)) {
            int start = fields.valueStart(i);
            if (find(fields.bytes(), start, start + fields.valueLength(i), name) != NONE) {
                byte[] rest = without(fields, i, name);
                if (rest.length == 0) {
                    fields.remove(i);
                } else {
                    fields.setValue(i, rest);
                }
            }
        }
    }

    private static byte[] without(Fields fields, int i, byte[] name) {
        byte[] bytes =
                Arrays.copyOfRange(fields.bytes(), fields.valueStart(i), fields.valueStart(i) + fields.valueLength(i));
        int length = bytes.length;
        long found;
        while ((found = find(bytes, 0, length, name)) != NONE) {
            int from = start(found) - name.length - 1;
            int to = start(found) + length(found);
            while (to < length && (Octets.isBlank(bytes[to]) || bytes[to] == ';')) {
                to++;
            }
            if (to == length) {
                // Of the last one what parts it from those before goes along.
                while (from > 0 && (Octets.isBlank(bytes[from - 1]) || bytes[from - 1] == ';')) {
                    from--;
                }
            }
            System.arraycopy(bytes, to, bytes, from, length - to);
            length -= to - from;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int trimmed(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && Octets.isBlank(bytes[last - 1])) {
            last--;
        }
        return last - start;
    }

    /** Where a value that was found begins in {@link Fields#bytes()}. */
    public static int start(long found) {
        return (int) (found >>> 32);
    }

    /** Its octets. */
    public static int length(long found) {
        return (int) found;
    }
}
