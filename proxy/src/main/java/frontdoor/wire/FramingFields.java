package frontdoor.wire;

import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * What Content-Length and Transfer-Encoding of one head say (RFC 9112 6): at most one of them, at most once, in their plainest form.
 */
final class FramingFields {
    /** There is neither field. */
    static final long ABSENT = ResponseHead.UNKNOWN_LENGTH;

    private static final byte[] CHUNKED = Octets.of("chunked");

    private long length;
    private boolean chunked;

    /** Prepares for the next head. */
    void reset() {
        length = ABSENT;
        chunked = false;
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
        if (length != ABSENT || chunked) {
            return Failure.BAD_FRAMING;
        }
        length = Octets.decimal(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        return length < 0 ? Failure.BAD_FRAMING : null;
    }

    /** Understands Transfer-Encoding; returns what is wrong with it, or null. */
    @Nullable
    Failure onTransferEncoding(Fields fields, int i, HttpVersion version) {
        // RFC 9112 6.1: a peer of HTTP/1.0 does not know the field, so whoever is behind it may see another end.
        if (length != ABSENT || chunked || version == HttpVersion.HTTP_1_0) {
            return Failure.BAD_FRAMING;
        }
        if (fields.valueIs(i, CHUNKED)) {
            chunked = true;
            return null;
        }
        return otherCoding(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
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
