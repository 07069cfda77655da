package frontdoor.wire;

import frontdoor.http.Authority;
import frontdoor.http.AuthorityReader;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;

/**
 * Reads the request line (RFC 9112 3), octet by octet as it arrives: three parts with exactly one space between, each judged as soon as
 * it is complete. One empty line before it is skipped (RFC 9112 2.2).
 */
final class RequestLine {
    private static final byte[] VERSION = Octets.of("HTTP/1.1");
    private static final byte[] HTTP = Octets.of("http://");
    private static final byte[] HTTPS = Octets.of("https://");
    private static final byte[] PROXY_1 = Octets.of("PROXY ");
    private static final byte[] PROXY_2 = Octets.of("\r\n\r\n\0\r\nQUIT\n");
    private static final int MAX_METHOD = 64;

    private enum State {
        BEFORE,
        BEFORE_LF,
        START,
        METHOD,
        TARGET,
        VERSION,
        LF
    }

    private final int maxLength;
    private final AuthorityReader authorities;

    private State state = State.BEFORE;
    private Failure failure = Failure.MALFORMED_REQUEST;
    private Rule broken = Rule.REQUEST_LINE;
    private int position;
    private int limit;
    private int partStart;
    private boolean absoluteForm;

    /** {@code maxLength} counts octets without the line end. */
    RequestLine(int maxLength, AuthorityReader authorities) {
        this.maxLength = maxLength;
        this.authorities = authorities;
    }

    /** Prepares for the next request, whose octets start at index 0. */
    void reset() {
        state = State.BEFORE;
        failure = Failure.MALFORMED_REQUEST;
        broken = Rule.REQUEST_LINE;
        position = 0;
        limit = maxLength + 2;
        absoluteForm = false;
    }

    /** Whether more than an empty line was received. */
    boolean started() {
        return state.compareTo(State.START) > 0;
    }

    /** Where reading goes on. */
    int position() {
        return position;
    }

    /** Why, after {@link Progress#FAILED}. */
    Failure failure() {
        return failure;
    }

    /** What is wrong, after {@link Progress#FAILED}, with the line as far as it has come; the head takes what was read of the target. */
    Flaw flaw(RequestHead head) {
        byte[] bytes = head.fields().bytes();
        if (state == State.TARGET && failure != Failure.URI_TOO_LONG && broken != Rule.HOST) {
            head.setTarget(partStart, position - partStart);
        }
        // The empty line before is two octets.
        int start = limit > maxLength + 2 ? Math.min(2, position) : 0;
        int end = start;
        while (end < head.fields().end() && bytes[end] != '\r' && bytes[end] != '\n') {
            end++;
        }
        return Flaw.of(broken, bytes, start, end - start);
    }

    /** Whether the target named the authority, which then wins over Host (RFC 9112 3.2.2). */
    boolean absoluteForm() {
        return absoluteForm;
    }

    /** Reads on in the octets of the head. */
    Progress read(RequestHead head) {
        byte[] bytes = head.fields().bytes();
        int end = head.fields().end();
        Progress progress = Progress.MORE;
        while (progress == Progress.MORE && position < Math.min(end, limit)) {
            progress = advance(head, bytes, Math.min(end, limit));
        }
        return progress == Progress.MORE && position == limit ? fail(Failure.URI_TOO_LONG, Rule.TOO_LARGE) : progress;
    }

    private Progress advance(RequestHead head, byte[] bytes, int stop) {
        return switch (state) {
            case BEFORE -> onFirst(bytes);
            case BEFORE_LF -> onLineFeed(bytes, State.START);
            case START -> toPart(State.METHOD, position);
            case METHOD -> onMethod(head, bytes, stop);
            case TARGET -> onTarget(head, bytes, stop);
            case VERSION -> onVersion(head, bytes);
            case LF -> onLineFeed(bytes, State.LF);
        };
    }

    private Progress onFirst(byte[] bytes) {
        if (bytes[position] != '\r') {
            return toPart(State.METHOD, position);
        }
        position++;
        limit += 2;
        state = State.BEFORE_LF;
        return Progress.MORE;
    }

    private Progress onLineFeed(byte[] bytes, State next) {
        if (bytes[position] != '\n') {
            return fail(Rule.BARE_CR);
        }
        position++;
        state = next;
        return next == State.LF ? Progress.DONE : Progress.MORE;
    }

    private Progress onMethod(RequestHead head, byte[] bytes, int stop) {
        int i = Scan.token(bytes, position, stop);
        position = i;
        if (i - partStart > MAX_METHOD) {
            return fail(Rule.METHOD);
        }
        if (i == stop) {
            return Progress.MORE;
        }
        if (bytes[i] != ' ' || i == partStart) {
            if (i == partStart && isSecondProxyHeader(bytes, stop)) {
                return fail(Rule.PROXY_HEADER);
            }
            return fail(bytes[i] == '\r' || bytes[i] == '\n' ? Rule.REQUEST_LINE : Rule.METHOD);
        }
        head.setMethod(partStart, i - partStart);
        return head.method() == Method.CONNECT
                ? fail(Failure.METHOD_NOT_ALLOWED, Rule.METHOD_OF_TUNNELS)
                : toPart(State.TARGET, i + 1);
    }

    private Progress onTarget(RequestHead head, byte[] bytes, int stop) {
        int i = Scan.target(bytes, position, stop);
        if (i > partStart && !canStartTarget(bytes[partStart])) {
            return fail(isFirstProxyHeader(bytes) ? Rule.PROXY_HEADER : Rule.TARGET);
        }
        position = i;
        if (i == stop) {
            return Progress.MORE;
        }
        if (bytes[i] != ' ' || i == partStart) {
            return fail(bytes[i] == '\r' || bytes[i] == '\n' || i == partStart ? Rule.REQUEST_LINE : Rule.TARGET);
        }
        return understandTarget(head, bytes, i) ? toPart(State.VERSION, i + 1) : Progress.FAILED;
    }

    /** {@code PROXY TCP4 ...}: whoever stands in front tells of the client, and nobody has told this front door to listen. */
    private boolean isFirstProxyHeader(byte[] bytes) {
        int length = PROXY_1.length;
        return partStart >= length && Octets.equal(bytes, partStart - length, length, PROXY_1);
    }

    /** The same in version 2, which begins with an empty line. */
    private static boolean isSecondProxyHeader(byte[] bytes, int stop) {
        return stop >= PROXY_2.length && Octets.equal(bytes, 0, PROXY_2.length, PROXY_2);
    }

    private static boolean canStartTarget(byte b) {
        return b == '/' || b == '*' || Octets.lower(b) == 'h';
    }

    private boolean understandTarget(RequestHead head, byte[] bytes, int end) {
        if (bytes[partStart] == '/') {
            head.setTarget(partStart, end - partStart);
            return true;
        }
        if (bytes[partStart] == '*') {
            if (end != partStart + 1 || head.method() != Method.OPTIONS) {
                broken = end == partStart + 1 ? Rule.ASTERISK : Rule.TARGET;
                return false;
            }
            head.setTarget(partStart, 1);
            return true;
        }
        return understandAbsolute(head, bytes, end);
    }

    private boolean understandAbsolute(RequestHead head, byte[] bytes, int end) {
        int start = partStart + schemeLength(bytes, end);
        if (start == partStart) {
            broken = Rule.TARGET;
            return false;
        }
        int pathStart = start;
        while (pathStart < end && bytes[pathStart] != '/' && bytes[pathStart] != '?') {
            pathStart++;
        }
        Authority authority = authorities.read(bytes, start, pathStart - start);
        if (authority == null) {
            failure = Failure.BAD_HOST;
            broken = Rule.HOST;
            return false;
        }
        head.setAuthority(authority);
        absoluteForm = true;
        if (pathStart == end || bytes[pathStart] == '?') {
            // RFC 9112 3.2.1 and 3.2.4: an empty path is "/", or "*" for OPTIONS. The authority has been read, so its
            // last octet is free.
            pathStart--;
            bytes[pathStart] = (byte) (pathStart + 1 == end && head.method() == Method.OPTIONS ? '*' : '/');
        }
        head.setTarget(pathStart, end - pathStart);
        return true;
    }

    private int schemeLength(byte[] bytes, int end) {
        return startsWith(bytes, end, HTTP) ? HTTP.length : startsWith(bytes, end, HTTPS) ? HTTPS.length : 0;
    }

    private boolean startsWith(byte[] bytes, int end, byte[] scheme) {
        return end - partStart >= scheme.length && Octets.equalIgnoreCase(bytes, partStart, scheme.length, scheme);
    }

    private Progress onVersion(RequestHead head, byte[] bytes) {
        int at = position - partStart;
        byte b = bytes[position];
        if (at == VERSION.length) {
            return b == '\r' ? onVersionEnd(head, bytes) : fail(b == '\n' ? Rule.BARE_LF : Rule.REQUEST_LINE);
        }
        boolean expected = at == 5 || at == 7 ? b >= '0' && b <= '9' : b == VERSION[at];
        position++;
        return expected ? Progress.MORE : fail(Rule.VERSION);
    }

    private Progress onVersionEnd(RequestHead head, byte[] bytes) {
        byte minor = bytes[position - 1];
        if (bytes[position - 3] != '1' || minor > '1') {
            return fail(Failure.UNSUPPORTED_VERSION, Rule.VERSION);
        }
        head.setVersion(minor == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0);
        position++;
        state = State.LF;
        return Progress.MORE;
    }

    private Progress toPart(State next, int start) {
        state = next;
        partStart = start;
        position = start;
        return Progress.MORE;
    }

    private Progress fail(Rule rule) {
        return fail(Failure.MALFORMED_REQUEST, rule);
    }

    private Progress fail(Failure why, Rule rule) {
        failure = why;
        broken = rule;
        return Progress.FAILED;
    }
}
