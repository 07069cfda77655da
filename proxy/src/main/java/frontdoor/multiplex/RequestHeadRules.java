package frontdoor.multiplex;

import frontdoor.exchange.ClientLimits;
import frontdoor.http.Authority;
import frontdoor.http.AuthorityReader;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import frontdoor.wire.WebsocketKey;
import org.jspecify.annotations.Nullable;

/**
 * The rules of RFC 9113 8.3 (RFC 9114 4.3) that need a request's whole field section: they turn what a {@link RequestSection} gathered into a complete
 * {@link RequestHead}, or say what is wrong.
 *
 * <p>Everything that was understood is told even when something else is wrong, for the log and the answer.
 */
final class RequestHeadRules {
    private static final byte[] HTTPS = Octets.of("https");
    private static final byte[] WEBSOCKET = Octets.of("websocket");
    private static final byte[] GET = Octets.of("GET");

    private final HttpVersion version;
    private final ClientLimits limits;
    private final AuthorityReader authorities;

    RequestHeadRules(HttpVersion version, ClientLimits limits, AuthorityReader authorities) {
        this.version = version;
        this.limits = limits;
        this.authorities = authorities;
    }

    /** Completes the head that {@code section} holds; {@code end} says that no body follows. */
    @Nullable
    Failure finish(RequestSection section, boolean end) {
        RequestHead head = section.head();
        head.setVersion(version);
        Failure byMethod = takeMethod(section, head);
        boolean extended = section.protocol.isSeen();
        Failure byTarget =
                head.method() == Method.CONNECT && !extended ? refuseConnect(section, head) : takeTarget(section, head);
        Failure byHost = takeAuthority(section, head);
        Failure byLength = takeLength(section, head, end);
        joinCookies(section, head.fields());
        Failure byRules = first(section.failure(), byMethod, byTarget, byHost, byLength, byExpectation(section, head));
        return byRules == null && extended ? takeProtocol(section, head) : byRules;
    }

    /** The first thing that is wrong is told. */
    private static Failure refuse(RequestHead head, Failure failure, Rule rule, PseudoField where) {
        if (head.flaw() == null) {
            head.setFlaw(
                    where.isSeen()
                            ? Flaw.of(rule, head.fields().bytes(), where.start(), where.length())
                            : Flaw.of(rule));
        }
        return failure;
    }

    private static Failure refuseWithout(RequestHead head, String pseudoField) {
        if (head.flaw() == null) {
            head.setFlaw(new Flaw(Rule.NO_PSEUDO_FIELD, pseudoField));
        }
        return Failure.MALFORMED_REQUEST;
    }

    private static Failure refuse(RequestHead head, Failure failure, Rule rule) {
        if (head.flaw() == null) {
            head.setFlaw(Flaw.of(rule));
        }
        return failure;
    }

    private static @Nullable Failure first(@Nullable Failure... failures) {
        for (Failure failure : failures) {
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private static @Nullable Failure takeMethod(RequestSection section, RequestHead head) {
        PseudoField method = section.method;
        if (!method.isSeen()) {
            return refuseWithout(head, ":method");
        }
        if (!Octets.isToken(head.fields().bytes(), method.start(), method.length())) {
            return refuse(head, Failure.MALFORMED_REQUEST, Rule.METHOD, method);
        }
        head.setMethod(method.start(), method.length());
        return null;
    }

    // RFC 9113 8.5: CONNECT comes without :scheme and :path; a well-formed one is understood, and not allowed.
    private static Failure refuseConnect(RequestSection section, RequestHead head) {
        return section.scheme.isSeen() || section.path.isSeen() || !section.authority.isSeen()
                ? refuse(head, Failure.MALFORMED_REQUEST, Rule.TARGET_OF_CONNECT, section.path)
                : refuse(head, Failure.METHOD_NOT_ALLOWED, Rule.METHOD_OF_TUNNELS, section.authority);
    }

    /**
     * Makes the opening handshake of HTTP/1.1 of an extended CONNECT (RFC 8441 4 and 5, RFC 9220 3), with a key of our own: a GET that asks
     * to switch to websocket.
     */
    private static @Nullable Failure takeProtocol(RequestSection section, RequestHead head) {
        if (head.method() != Method.CONNECT) {
            return refuse(head, Failure.MALFORMED_REQUEST, Rule.PROTOCOL, section.protocol);
        }
        if (section.contentLength() != RequestHead.UNKNOWN_LENGTH) {
            return refuse(head, Failure.BAD_FRAMING, Rule.LENGTH_OF_TUNNEL);
        }
        PseudoField protocol = section.protocol;
        Fields fields = head.fields();
        if (!Octets.equalIgnoreCase(fields.bytes(), protocol.start(), protocol.length(), WEBSOCKET)) {
            return refuse(head, Failure.UNSUPPORTED_PROTOCOL, Rule.OTHER_PROTOCOL, protocol);
        }
        head.setMethod(fields.append(GET, 0, GET.length), GET.length);
        head.setBodyLength(0);
        head.setWebsocketUpgrade(true);
        fields.removeAll(FieldName.SEC_WEBSOCKET_KEY);
        fields.add(FieldName.SEC_WEBSOCKET_KEY, WebsocketKey.fresh());
        return null;
    }

    private @Nullable Failure takeTarget(RequestSection section, RequestHead head) {
        byte[] bytes = head.fields().bytes();
        PseudoField scheme = section.scheme;
        PseudoField path = section.path;
        if (path.isSeen() && path.length() <= limits.requestLine()) {
            // Also one that is refused, for the log.
            head.setTarget(path.start(), path.length());
        }
        if (!scheme.isSeen()) {
            return refuseWithout(head, ":scheme");
        }
        if (!Octets.equalIgnoreCase(bytes, scheme.start(), scheme.length(), HTTPS)) {
            return refuse(head, Failure.MALFORMED_REQUEST, Rule.SCHEME, scheme);
        }
        if (!path.isSeen()) {
            return refuseWithout(head, ":path");
        }
        Rule broken = brokenBy(bytes, path, head.method());
        if (broken != null) {
            return refuse(head, Failure.MALFORMED_REQUEST, broken, path);
        }
        if (path.length() > limits.requestLine()) {
            return refuse(head, Failure.URI_TOO_LONG, Rule.TOO_LARGE, path);
        }
        return null;
    }

    private static @Nullable Rule brokenBy(byte[] bytes, PseudoField path, Method method) {
        if (path.length() == 0) {
            return Rule.EMPTY_PATH;
        }
        if (path.length() == 1 && bytes[path.start()] == '*') {
            return method == Method.OPTIONS ? null : Rule.ASTERISK;
        }
        if (bytes[path.start()] != '/') {
            return Rule.TARGET;
        }
        int end = path.start() + path.length();
        for (int i = path.start(); i < end; i++) {
            if (!Octets.isTargetOctet(bytes[i])) {
                return Rule.TARGET;
            }
        }
        return null;
    }

    // RFC 9113 8.3.1: :authority is the host; a Host field beside it must say the same.
    private @Nullable Failure takeAuthority(RequestSection section, RequestHead head) {
        PseudoField named = section.authority.isSeen() ? section.authority : section.host;
        if (!named.isSeen()) {
            return refuse(head, Failure.BAD_HOST, Rule.NO_HOST, named);
        }
        byte[] bytes = head.fields().bytes();
        Authority authority = authorities.read(bytes, named.start(), named.length());
        if (authority == null) {
            return refuse(head, Failure.BAD_HOST, Rule.HOST, named);
        }
        PseudoField host = section.host;
        if (host.isSeen() && !authority.equals(authorities.read(bytes, host.start(), host.length()))) {
            return refuse(head, Failure.BAD_HOST, Rule.HOST_TWICE, host);
        }
        head.setAuthority(authority);
        return null;
    }

    private static @Nullable Failure takeLength(RequestSection section, RequestHead head, boolean end) {
        long length = section.contentLength();
        if (end) {
            head.setBodyLength(0);
            return length > 0 ? refuse(head, Failure.BAD_FRAMING, Rule.BODY_LENGTH) : null;
        }
        head.setBodyLength(length);
        return null;
    }

    private static @Nullable Failure byExpectation(RequestSection section, RequestHead head) {
        return section.expectsOther() ? refuse(head, Failure.EXPECTATION_FAILED, Rule.EXPECTATION) : null;
    }

    // RFC 9113 8.2.3: crumbs become one field before they leave HTTP/2.
    private static void joinCookies(RequestSection section, Fields fields) {
        if (section.cookies() < 2) {
            return;
        }
        int length = -2;
        for (int i = fields.find(FieldName.COOKIE, 0); i >= 0; i = fields.find(FieldName.COOKIE, i + 1)) {
            length += fields.valueLength(i) + 2;
        }
        int start = fields.reserve(length);
        byte[] bytes = fields.bytes();
        int at = start;
        int nameStart = 0;
        for (int i = fields.find(FieldName.COOKIE, 0); i >= 0; i = fields.find(FieldName.COOKIE, i + 1)) {
            if (at > start) {
                bytes[at++] = ';';
                bytes[at++] = ' ';
            }
            System.arraycopy(bytes, fields.valueStart(i), bytes, at, fields.valueLength(i));
            at += fields.valueLength(i);
            nameStart = fields.nameStart(i);
            fields.remove(i);
        }
        fields.addAt(nameStart, "cookie".length(), start, length);
    }
}
