package frontdoor.http;

/** The wish of one Expect field (RFC 9110 10.1.1): a list, in which empty elements and repetitions mean nothing (RFC 9110 5.6.1). */
public enum Expectation {
    /** Nothing: the list is empty. */
    NOTHING,
    /** The client waits for 100 before it sends the body. */
    CONTINUE,
    /** Something that nobody here knows. */
    UNKNOWN;

    private static final byte[] HUNDRED = Octets.of("100-continue");

    /** Reads field {@code i}. */
    public static Expectation read(Fields fields, int i) {
        return read(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }

    /** Reads a value. */
    public static Expectation read(byte[] bytes, int from, int length) {
        Expectation found = NOTHING;
        int end = from + length;
        int start = from;
        while (start < end) {
            int comma = start;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int first = start;
            int last = comma;
            while (first < last && Octets.isBlank(bytes[first])) {
                first++;
            }
            while (last > first && Octets.isBlank(bytes[last - 1])) {
                last--;
            }
            if (last > first) {
                if (!Octets.equalIgnoreCase(bytes, first, last - first, HUNDRED)) {
                    return UNKNOWN;
                }
                found = CONTINUE;
            }
            start = comma + 1;
        }
        return found;
    }
}
