package frontdoor.upstream2;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import frontdoor.multiplex.FieldSyntax;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * One field section of a response, as it comes: each field is checked (RFC 9113 8.2 and 8.3.2) and its octets are laid straight into a {@link
 * ResponseHead}. A trailer section goes the same way.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection; one for all sections of it.
 */
final class ResponseSection {
    /** What RFC 9113 6.5.2 adds to every field of a header list. */
    private static final int FIELD_OVERHEAD = 32;

    private static final AsciiString STATUS = AsciiString.cached(":status");

    private final HeadLimits limits;
    private ResponseHead head = new ResponseHead();
    private @Nullable AsciiString status;
    private @Nullable Flaw flaw;
    private boolean regularSeen;
    private long size;
    private int count;
    private long contentLength;

    ResponseSection(HeadLimits limits) {
        this.limits = limits;
    }

    /** Starts over with an empty head to fill. */
    void begin(ResponseHead head) {
        this.head = head;
        head.reset(0);
        status = null;
        flaw = null;
        regularSeen = false;
        size = 0;
        count = 0;
        contentLength = ResponseHead.UNKNOWN_LENGTH;
    }

    ResponseHead head() {
        return head;
    }

    /** The text of the status, or null: there is none, as in a trailer section. */
    @Nullable
    AsciiString status() {
        return status;
    }

    /**
     * Completes the head of a response; returns what is wrong with it, or null.
     *
     * @param end whether the stream ends with it
     * @param bodyless whether it answers HEAD
     */
    @Nullable
    Flaw finishHead(boolean end, boolean bodyless) {
        if (flaw != null) {
            return flaw;
        }
        int code = statusCode();
        if (code < 100) {
            return Flaw.of(Rule.NO_STATUS);
        }
        if (code < 200 && end) {
            return Flaw.of(Rule.CUT_HEAD);
        }
        if (code == 101) {
            // RFC 9113 8.6.
            return Flaw.of(Rule.UNASKED_UPGRADE);
        }
        head.setStatus(code);
        boolean lengthOnly = bodyless || code == 304;
        if (code < 200 || code == 204) {
            head.setBodyLength(0);
        } else if (end && !lengthOnly) {
            head.setBodyLength(0);
            return contentLength > 0 ? Flaw.of(Rule.BODY_LENGTH) : null;
        } else {
            head.setBodyLength(contentLength);
        }
        return null;
    }

    /** What is wrong with the section as a trailer section, or null. */
    @Nullable
    Flaw finishTrailers() {
        return flaw == null && status != null ? Flaw.of(Rule.PSEUDO_FIELD_IN_TRAILERS) : flaw;
    }

    private int statusCode() {
        AsciiString text = status;
        if (text == null || text.length() != 3) {
            return -1;
        }
        long code = Octets.decimal(text.array(), text.arrayOffset(), 3);
        return code > 599 ? -1 : (int) code;
    }

    /** Takes the next field; a pseudo-header field too. */
    void onField(AsciiString name, AsciiString value) {
        size += name.length() + value.length() + FIELD_OVERHEAD;
        count++;
        if (size > limits.headerSize() || count > limits.headerCount()) {
            fail(Rule.TOO_LARGE, name);
        } else if (!name.isEmpty() && name.byteAt(0) == ':') {
            if (!STATUS.equals(name) || status != null || regularSeen) {
                fail(Rule.PSEUDO_FIELD, name);
            } else {
                status = value;
            }
        } else {
            regularSeen = true;
            onRegularField(name, value);
        }
    }

    private void onRegularField(AsciiString name, AsciiString value) {
        if (!FieldSyntax.isLowerToken(name)) {
            fail(name.isEmpty() ? Rule.EMPTY_NAME : Rule.FIELD_NAME, name);
            return;
        }
        if (!FieldSyntax.isValue(value)) {
            fail(Rule.FIELD_VALUE, name);
            return;
        }
        Fields fields = head.fields();
        int nameStart = append(name);
        int valueStart = append(value);
        FieldName known = FieldName.of(fields.bytes(), nameStart, name.length());
        switch (known) {
            case CONTENT_LENGTH -> onContentLength(value);
            // RFC 9113 8.2.2.
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE ->
                fail(Rule.FIELD_OF_CONNECTIONS, name);
            default -> fields.addAt(nameStart, name.length(), valueStart, value.length());
        }
    }

    // RFC 9110 8.6: the same length twice leaves no doubt.
    private void onContentLength(AsciiString value) {
        long length = Octets.decimal(value.array(), value.arrayOffset(), value.length());
        if (length < 0) {
            fail(Rule.CONTENT_LENGTH, value);
        } else if (contentLength != ResponseHead.UNKNOWN_LENGTH && contentLength != length) {
            fail(Rule.TWO_LENGTHS, value);
        } else {
            contentLength = length;
        }
    }

    private int append(AsciiString octets) {
        return head.fields().append(octets.array(), octets.arrayOffset(), octets.length());
    }

    private void fail(Rule rule, AsciiString where) {
        if (flaw == null) {
            flaw = Flaw.of(rule, where.array(), where.arrayOffset(), where.length());
        }
    }
}
