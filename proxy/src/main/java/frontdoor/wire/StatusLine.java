package frontdoor.wire;

import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;

/**
 * Reads the status line (RFC 9112 4) octet by octet as it arrives. The space before an empty reason may be missing, as legacy servers
 * have it, LF may end the line, and a later version of HTTP/1 is taken for HTTP/1.1 (RFC 9110 2.5); a reason with control octets is dropped.
 */
final class StatusLine {
    private static final byte[] START = Octets.of("HTTP/1.1 ");
    private static final int MINOR = 7;
    private static final int STATUS_END = START.length + 3;

    private enum State {
        FIXED,
        AFTER_STATUS,
        REASON,
        LF
    }

    private final int maxLength;

    private State state = State.FIXED;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private int position;
    private int status;
    private boolean printable;
    private boolean mended;

    /** {@code maxLength} counts octets without the line end. */
    StatusLine(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Prepares for the next response, whose octets start at index 0. */
    void reset() {
        state = State.FIXED;
        version = HttpVersion.HTTP_1_1;
        position = 0;
        status = 0;
        printable = true;
        mended = false;
    }

    /** Whether the line was taken although it is not as it should be. */
    boolean mended() {
        return mended;
    }

    /** Where reading goes on. */
    int position() {
        return position;
    }

    /** The version the backend spoke. */
    HttpVersion version() {
        return version;
    }

    /** Reads on in the octets of the head. */
    Progress read(ResponseHead head) {
        byte[] bytes = head.fields().bytes();
        int stop = Math.min(head.fields().end(), maxLength + 2);
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE && position < stop) {
            progress = advance(head, bytes, stop);
        }
        return progress == Progress.MORE && position == maxLength + 2 ? Progress.FAILED : progress;
    }

    private Progress advance(ResponseHead head, byte[] bytes, int stop) {
        return switch (state) {
            case FIXED -> onFixed(bytes[position]);
            case AFTER_STATUS -> onAfterStatus(head, bytes[position]);
            case REASON -> onReason(head, bytes, stop);
            case LF -> onLineFeed(head, bytes[position]);
        };
    }

    private Progress onFixed(byte b) {
        int at = position++;
        if (at < START.length) {
            if (at == MINOR) {
                return onMinor(b);
            }
            return b == START[at] ? Progress.MORE : Progress.FAILED;
        }
        if (b < '0' || b > '9') {
            return Progress.FAILED;
        }
        status = status * 10 + b - '0';
        if (position == STATUS_END) {
            state = State.AFTER_STATUS;
            return status >= 100 && status <= 599 ? Progress.MORE : Progress.FAILED;
        }
        return Progress.MORE;
    }

    private Progress onMinor(byte b) {
        if (b < '0' || b > '9') {
            return Progress.FAILED;
        }
        version = b == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        mended |= b > '1';
        return Progress.MORE;
    }

    private Progress onAfterStatus(ResponseHead head, byte b) {
        if (b == ' ') {
            position++;
            state = State.REASON;
            return Progress.MORE;
        }
        mended = true;
        if (b == '\r') {
            position++;
            state = State.LF;
            return Progress.MORE;
        }
        return onLineFeed(head, b);
    }

    private Progress onReason(ResponseHead head, byte[] bytes, int stop) {
        position = Scan.value(bytes, position, stop);
        if (position == stop) {
            return Progress.MORE;
        }
        byte b = bytes[position];
        if (b == '\r' || b == '\n') {
            return onReasonEnd(head, b);
        }
        position++;
        printable = false;
        return b == 0 ? Progress.FAILED : Progress.MORE;
    }

    private Progress onReasonEnd(ResponseHead head, byte b) {
        int start = STATUS_END + 1;
        head.setReason(start, printable ? position - start : 0);
        if (b == '\n') {
            mended = true;
            return onLineFeed(head, b);
        }
        position++;
        state = State.LF;
        return Progress.MORE;
    }

    private Progress onLineFeed(ResponseHead head, byte b) {
        if (b != '\n') {
            return Progress.FAILED;
        }
        position++;
        head.setStatus(status);
        return Progress.DONE;
    }
}
