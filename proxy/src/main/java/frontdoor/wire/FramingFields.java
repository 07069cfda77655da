package frontdoor.wire;

import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The word of Content-Length and Transfer-Encoding in one head (RFC 9112 6): at most one of them, in their plainest form; in requests
 * at most once.
 */
final class FramingFields {
    /** There is neither field. */
    static final long ABSENT = ResponseHead.UNKNOWN_LENGTH;

    private static final byte[] CHUNKED = Octets.of("chunked");

    private final boolean lenient;
    private long length;
    private boolean chunked;
    private boolean mended;
    private Rule broken = Rule.TWO_FRAMINGS;

    FramingFields(Grammar grammar) {
        lenient = grammar == Grammar.RESPONSE;
    }

    /** Prepares for the next head. */
    void reset() {
        length = ABSENT;
        chunked = false;
        mended = false;
    }

    /** Whether something was said twice that is the same both times. */
    boolean mended() {
        return mended;
    }

    /** Which rule was broken, after a failure. */
    Rule broken() {
        return broken;
    }

    /** What Content-Length said, or {@link #ABSENT}. */
    long length() {
        return length;
    }

    /** Whether there is {@code Transfer-Encoding: chunked}. */
    boolean chunked() {
        return chunked;
    }

    /** Understands Content-Length; returns what is wrong with it, or null. */
    @Nullable
    Failure onContentLength(Fields fields, int i) {
        // RFC 9112 6.3: with two framings neither can be trusted.
        if (chunked) {
            return fail(Rule.TWO_FRAMINGS);
        }
        if (length != ABSENT && !lenient) {
            return fail(Rule.TWO_LENGTHS);
        }
        long said = Octets.decimal(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        if (said < 0 && lenient) {
            said = repeated(fields.bytes(), fields.valueStart(i), fields.valueStart(i) + fields.valueLength(i));
        }
        if (said < 0) {
            return fail(Rule.CONTENT_LENGTH);
        }
        if (length != ABSENT) {
            mended = true;
            return length == said ? null : fail(Rule.TWO_LENGTHS);
        }
        length = said;
        return null;
    }

    // RFC 9110 8.6, RFC 9112 6.3: a list of the same length again and again may be taken for that length.
    private long repeated(byte[] bytes, int from, int end) {
        long same = ABSENT;
        int start = from;
        while (start <= end) {
            int comma = start;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int last = comma;
            while (last > start && Octets.isBlank(bytes[last - 1])) {
                last--;
            }
            long said = Octets.decimal(bytes, start, last - start);
            if (said < 0 || same != ABSENT && said != same) {
                return ABSENT;
            }
            same = said;
            start = Scan.blanks(bytes, comma + 1, end);
        }
        mended = true;
        return same;
    }

    /** Understands Transfer-Encoding; returns what is wrong with it, or null. */
    @Nullable
    Failure onTransferEncoding(Fields fields, int i, HttpVersion version) {
        if (length != ABSENT) {
            return fail(Rule.TWO_FRAMINGS);
        }
        // RFC 9112 6.1: a peer of HTTP/1.0 does not know the field, so whoever is behind it may see another end.
        if (version == HttpVersion.HTTP_1_0) {
            return fail(Rule.CODING_IN_HTTP_1_0);
        }
        if (chunked && !lenient) {
            return fail(Rule.TWO_CODINGS);
        }
        if (fields.valueIs(i, CHUNKED)) {
            // Two layers of one application, each of which says it: there is one coding.
            mended |= chunked;
            chunked = true;
            return null;
        }
        if (lenient
                && isListOfChunked(
                        fields.bytes(), fields.valueStart(i), fields.valueStart(i) + fields.valueLength(i))) {
            mended = true;
            chunked = true;
            return null;
        }
        broken = Rule.CODING;
        return otherCoding(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }

    /** Whether a list says nothing else, once or more; empty elements are none (RFC 9110 5.6.1.2). */
    private static boolean isListOfChunked(byte[] bytes, int from, int end) {
        boolean said = false;
        int i = from;
        while (i < end) {
            if (bytes[i] == ',' || Octets.isBlank(bytes[i])) {
                i++;
                continue;
            }
            int tokenEnd = Scan.token(bytes, i, end);
            int next = Scan.blanks(bytes, tokenEnd, end);
            if (!Octets.equalIgnoreCase(bytes, i, tokenEnd - i, CHUNKED) || next < end && bytes[next] != ',') {
                return false;
            }
            said = true;
            i = next;
        }
        return said;
    }

    private Failure fail(Rule rule) {
        broken = rule;
        return Failure.BAD_FRAMING;
    }

    /** Unsupported if it is a list of codings that ends with the only {@code chunked}; else no end can be told (RFC 9112 6.3). */
    private static Failure otherCoding(byte[] bytes, int start, int length) {
        int end = start + length;
        int i = start;
        while (true) {
            int tokenEnd = Scan.token(bytes, i, end);
            int next = Scan.blanks(bytes, tokenEnd, end);
            boolean isChunked = Octets.equalIgnoreCase(bytes, i, tokenEnd - i, CHUNKED);
            if (next == end) {
                return isChunked && i > start ? Failure.UNSUPPORTED_TRANSFER_CODING : Failure.BAD_FRAMING;
            }
            if (isChunked || tokenEnd == i || bytes[next] != ',') {
                return Failure.BAD_FRAMING;
            }
            i = Scan.blanks(bytes, next + 1, end);
        }
    }
}
