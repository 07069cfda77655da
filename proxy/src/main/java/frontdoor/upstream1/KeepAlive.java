package frontdoor.upstream1;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import java.util.concurrent.TimeUnit;

/**
 * The word of a backend about how long it keeps a connection without a request: {@code Keep-Alive: timeout=5, max=100} (RFC 2068
 * 19.7.1.1), as many servers still send it.
 */
final class KeepAlive {
    /** Nothing is said, or nothing that can be understood. */
    private static final long UNTOLD = Long.MAX_VALUE;

    /** Whoever closes first never sends a request into a connection that the other one is closing just then. */
    private static final long EARLIER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final String TIMEOUT = "timeout=";
    private static final int MOST_DIGITS = 9;

    private KeepAlive() {}

    /** For how many nanoseconds it may wait in the pool; not positive: not at all. */
    static long nanos(Fields fields) {
        int field = fields.find(FieldName.KEEP_ALIVE, 0);
        if (field < 0) {
            return UNTOLD;
        }
        byte[] bytes = fields.bytes();
        int end = fields.valueStart(field) + fields.valueLength(field);
        for (int at = fields.valueStart(field); at + TIMEOUT.length() < end; at++) {
            if (isTimeout(bytes, at)) {
                return parse(bytes, at + TIMEOUT.length(), end);
            }
        }
        return UNTOLD;
    }

    private static boolean isTimeout(byte[] bytes, int at) {
        for (int i = 0; i < TIMEOUT.length(); i++) {
            if ((bytes[at + i] | (TIMEOUT.charAt(i) == '=' ? 0 : 0x20)) != TIMEOUT.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long parse(byte[] bytes, int start, int end) {
        long seconds = 0;
        int at = start;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            if (at - start == MOST_DIGITS) {
                return UNTOLD;
            }
            seconds = seconds * 10 + bytes[at++] - '0';
        }
        return at == start ? UNTOLD : TimeUnit.SECONDS.toNanos(seconds) - EARLIER_NANOS;
    }
}
