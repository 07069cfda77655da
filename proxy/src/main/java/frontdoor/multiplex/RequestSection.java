package frontdoor.multiplex;

import frontdoor.exchange.ClientLimits;
import frontdoor.http.AuthorityReader;
import frontdoor.http.Expectation;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * One field section of a request, as it comes: each field is checked (RFC 9113 8.2, RFC 9114 4.2) and its octets are laid straight into a
 * {@link RequestHead}.
 *
 * <p>The rules that need the whole section are {@link RequestHeadRules}'. A trailer section goes the same way and is dropped after it was
 * checked.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection; one for all sections of it.
 */
public final class RequestSection {
    /** What RFC 9113 6.5.2 adds to every field of a header list. */
    private static final int FIELD_OVERHEAD = 32;

    private static final AsciiString METHOD = AsciiString.cached(":method");
    private static final AsciiString PATH = AsciiString.cached(":path");
    private static final AsciiString SCHEME = AsciiString.cached(":scheme");
    private static final AsciiString AUTHORITY = AsciiString.cached(":authority");
    private static final AsciiString PROTOCOL = AsciiString.cached(":protocol");

    private static final byte[] TRAILERS = Octets.of("trailers");

    /** What was seen of each pseudo-header field. */
    final PseudoField method = new PseudoField();

    final PseudoField scheme = new PseudoField();
    final PseudoField path = new PseudoField();
    final PseudoField authority = new PseudoField();
    final PseudoField protocol = new PseudoField();
    final PseudoField host = new PseudoField();

    private final ClientLimits limits;
    private final RequestHeadRules rules;
    private RequestHead head = new RequestHead();
    private @Nullable Failure failure;
    private boolean regularSeen;
    private boolean pseudoSeen;
    private int cookies;
    private long size;
    private int count;
    private long contentLength;
    private boolean expectsOther;

    public RequestSection(HttpVersion version, ClientLimits limits, AuthorityReader authorities) {
        this.limits = limits;
        this.rules = new RequestHeadRules(version, limits, authorities);
    }

    /** Starts over with an empty head to fill. */
    public void begin(RequestHead head) {
        this.head = head;
        head.clear();
        method.clear();
        scheme.clear();
        path.clear();
        authority.clear();
        protocol.clear();
        host.clear();
        failure = null;
        regularSeen = false;
        pseudoSeen = false;
        cookies = 0;
        size = 0;
        count = 0;
        contentLength = RequestHead.UNKNOWN_LENGTH;
        expectsOther = false;
    }

    /**
     * Completes the head of a request.
     *
     * @param end whether the section ends the stream too
     * @return what is wrong with it, or null
     */
    @Nullable
    public Failure finishHead(boolean end) {
        return rules.finish(this, end);
    }

    /** What is wrong with the section as a trailer section, or null (RFC 9113 8.1). */
    @Nullable
    public Failure finishTrailers() {
        if (pseudoSeen && failure == null) {
            fail(Failure.MALFORMED_REQUEST, Rule.PSEUDO_FIELD_IN_TRAILERS, new byte[0], 0, 0);
        }
        return pseudoSeen ? Failure.MALFORMED_REQUEST : failure;
    }

    public RequestHead head() {
        return head;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    long contentLength() {
        return contentLength;
    }

    int cookies() {
        return cookies;
    }

    boolean expectsOther() {
        return expectsOther;
    }

    /** Takes the next field; a pseudo-header field too. */
    public void onField(AsciiString name, AsciiString value) {
        size += name.length() + value.length() + FIELD_OVERHEAD;
        boolean pseudo = !name.isEmpty() && name.byteAt(0) == ':';
        if (!pseudo) {
            count++;
        }
        if (size > limits.headerSize() || count > limits.headerCount()) {
            fail(Failure.HEADER_TOO_LARGE, Rule.TOO_LARGE, name);
        } else if (pseudo) {
            onPseudoField(name, value);
        } else {
            regularSeen = true;
            onRegularField(name, value);
        }
    }

    private void onPseudoField(AsciiString name, AsciiString value) {
        pseudoSeen = true;
        PseudoField field = pseudoField(name);
        if (field == null || field.isSeen() || regularSeen) {
            fail(Failure.MALFORMED_REQUEST, Rule.PSEUDO_FIELD, name);
            return;
        }
        field.set(append(value), value.length());
    }

    private @Nullable PseudoField pseudoField(AsciiString name) {
        if (METHOD.equals(name)) {
            return method;
        }
        if (PATH.equals(name)) {
            return path;
        }
        if (SCHEME.equals(name)) {
            return scheme;
        }
        if (AUTHORITY.equals(name)) {
            return authority;
        }
        return PROTOCOL.equals(name) ? protocol : null;
    }

    private void onRegularField(AsciiString name, AsciiString value) {
        if (!FieldSyntax.isLowerToken(name)) {
            fail(Failure.MALFORMED_REQUEST, name.isEmpty() ? Rule.EMPTY_NAME : Rule.FIELD_NAME, name);
            return;
        }
        if (!FieldSyntax.isValue(value)) {
            fail(Failure.MALFORMED_REQUEST, Rule.FIELD_VALUE, name);
            return;
        }
        Fields fields = head.fields();
        int nameStart = append(name);
        int valueStart = append(value);
        FieldName known = FieldName.of(fields.bytes(), nameStart, name.length());
        if (!isRule(known, valueStart, value.length())) {
            fields.addAt(nameStart, name.length(), valueStart, value.length());
        }
    }

    /** Whether the field is one that the head tells in another way, or that must not be there. */
    private boolean isRule(FieldName name, int start, int length) {
        switch (name) {
            case HOST -> onHost(start, length);
            case CONTENT_LENGTH -> onContentLength(start, length);
            case EXPECT -> onExpect(start, length);
            // RFC 9113 8.2.2: connection-specific fields make the message malformed; te may say "trailers", which ends
            // here too.
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE -> failOfConnections(name);
            case TE -> {
                if (!Octets.equalIgnoreCase(head.fields().bytes(), start, length, TRAILERS)) {
                    failOfConnections(name);
                }
                head.setAcceptsTrailers(true);
            }
            case COOKIE -> {
                cookies++;
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onHost(int start, int length) {
        if (host.isSeen()) {
            fail(Failure.BAD_HOST, Rule.HOST_TWICE, head.fields().bytes(), start, length);
        }
        host.set(start, length);
    }

    private void onContentLength(int start, int length) {
        long value = Octets.decimal(head.fields().bytes(), start, length);
        if (value < 0 || contentLength != RequestHead.UNKNOWN_LENGTH) {
            Rule rule = value < 0 ? Rule.CONTENT_LENGTH : Rule.TWO_LENGTHS;
            fail(Failure.BAD_FRAMING, rule, head.fields().bytes(), start, length);
        } else {
            contentLength = value;
        }
    }

    private void onExpect(int start, int length) {
        switch (Expectation.read(head.fields().bytes(), start, length)) {
            case NOTHING -> {}
            case CONTINUE -> head.setExpectsContinue(true);
            case UNKNOWN -> expectsOther = true;
        }
    }

    private int append(AsciiString octets) {
        return head.fields().append(octets.array(), octets.arrayOffset(), octets.length());
    }

    private void failOfConnections(FieldName name) {
        byte[] lower = name.lower();
        fail(Failure.MALFORMED_REQUEST, Rule.FIELD_OF_CONNECTIONS, lower, 0, lower.length);
    }

    private void fail(Failure what, Rule rule, AsciiString where) {
        fail(what, rule, where.array(), where.arrayOffset(), where.length());
    }

    private void fail(Failure what, Rule rule, byte[] bytes, int start, int length) {
        if (failure == null) {
            failure = what;
            head.setFlaw(Flaw.of(rule, bytes, start, length));
        }
    }
}
