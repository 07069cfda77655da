package frontdoor.http;

import org.jspecify.annotations.Nullable;

/**
 * The parsed head of a request, the same for every protocol version. All octets stand in {@link #fields()}; method and target are
 * ranges of them.
 *
 * <p>A reader fills it once everything has been checked: the method is a token, the target is {@code /path?query} or {@code *} in
 * printable ASCII without {@code #}, and Host has become {@link #authority()} and is no longer among the fields.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange; reused by its owner after the exchange has ended.
 */
public final class RequestHead {
    /** {@link #bodyLength()} of a body whose end is told by the framing alone. */
    public static final long UNKNOWN_LENGTH = -1;

    private final Fields fields = new Fields(1024);
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private Method method = Method.OTHER;
    private int methodStart;
    private int methodLength;
    private int targetStart;
    private int targetLength;
    private int requestIdStart;
    private int requestIdLength;
    private int forwardedTargetStart;
    private int forwardedTargetLength;
    private @Nullable Authority authority;
    private @Nullable Authority forwardedHost;
    private long bodyLength;
    private boolean expectsContinue;
    private boolean websocketUpgrade;
    private boolean acceptsTrailers;
    private @Nullable Flaw flaw;

    /** Forgets everything. */
    public void clear() {
        fields.clear();
        version = HttpVersion.HTTP_1_1;
        method = Method.OTHER;
        methodStart = 0;
        methodLength = 0;
        targetStart = 0;
        targetLength = 0;
        requestIdStart = 0;
        requestIdLength = 0;
        forwardedTargetStart = 0;
        forwardedTargetLength = 0;
        authority = null;
        forwardedHost = null;
        bodyLength = 0;
        expectsContinue = false;
        websocketUpgrade = false;
        acceptsTrailers = false;
        flaw = null;
    }

    /** The header fields, without Host. */
    public Fields fields() {
        return fields;
    }

    /** The version the client spoke. */
    public HttpVersion version() {
        return version;
    }

    /** Sets the version the client spoke. */
    public void setVersion(HttpVersion version) {
        this.version = version;
    }

    /** The method, as far as rules know it. */
    public Method method() {
        return method;
    }

    /** Where the method's octets start. */
    public int methodStart() {
        return methodStart;
    }

    /** How many octets the method has; 0 if no request line was understood. */
    public int methodLength() {
        return methodLength;
    }

    /** Sets the method from octets of {@link #fields()}. */
    public void setMethod(int start, int length) {
        methodStart = start;
        methodLength = length;
        method = Method.of(fields.bytes(), start, length);
    }

    /** Where the target's octets start: path and query byte for byte, or {@code *}. */
    public int targetStart() {
        return targetStart;
    }

    /** How many octets the target has; 0 if no request line was understood. */
    public int targetLength() {
        return targetLength;
    }

    /** Sets the target from octets of {@link #fields()}. */
    public void setTarget(int start, int length) {
        targetStart = start;
        targetLength = length;
        forwardedTargetStart = start;
        forwardedTargetLength = length;
    }

    /** Sets what the backend is asked for instead of the target: {@code /path?query} in printable ASCII without {@code #}; copied. */
    public void setForwardedTarget(byte[] target) {
        forwardedTargetStart = fields.append(target, 0, target.length);
        forwardedTargetLength = target.length;
    }

    /** Where the octets start of what the backend is asked for: the target, unless a rule has changed it. */
    public int forwardedTargetStart() {
        return forwardedTargetStart;
    }

    /** How many octets that has. */
    public int forwardedTargetLength() {
        return forwardedTargetLength;
    }

    /** Where the octets of the id start that the request has in logs and at backends. */
    public int requestIdStart() {
        return requestIdStart;
    }

    /** How many octets the id has; 0 if it has none yet. */
    public int requestIdLength() {
        return requestIdLength;
    }

    /** Sets the id from octets of {@link #fields()}. */
    public void setRequestId(int start, int length) {
        requestIdStart = start;
        requestIdLength = length;
    }

    /** The host the request is for, or null: an HTTP/1.0 request without Host, or a head that was not understood. */
    public @Nullable Authority authority() {
        return authority;
    }

    /** Sets the host that the backend is asked for instead. */
    public void setForwardedHost(Authority host) {
        forwardedHost = host;
    }

    /** The host that the backend is asked for: the one the request is for, unless a rule has changed it. */
    public @Nullable Authority forwardedHost() {
        return forwardedHost == null ? authority : forwardedHost;
    }

    /** Sets the host the request is for. */
    public void setAuthority(@Nullable Authority authority) {
        this.authority = authority;
    }

    /** Octets of the body, 0 if there is none, {@link #UNKNOWN_LENGTH} if the framing tells its end. */
    public long bodyLength() {
        return bodyLength;
    }

    /** Sets the length of the body. */
    public void setBodyLength(long bodyLength) {
        this.bodyLength = bodyLength;
    }

    /** Whether the client waits for 100 before it sends the body (RFC 9110 10.1.1); the field is no longer among the fields. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    /** Sets whether the client waits for 100. */
    public void setExpectsContinue(boolean expectsContinue) {
        this.expectsContinue = expectsContinue;
    }

    /**
     * Whether this is a well-formed websocket handshake (RFC 6455 4.1): then the codec adds Connection and Upgrade again. An extended CONNECT
     * of HTTP/2 or 3 (RFC 8441 5) is one, too: it stands here as the GET it would be over HTTP/1.1, with a key of our own.
     */
    public boolean websocketUpgrade() {
        return websocketUpgrade;
    }

    /** Sets whether this is a websocket handshake. */
    public void setWebsocketUpgrade(boolean websocketUpgrade) {
        this.websocketUpgrade = websocketUpgrade;
    }

    /** Whether the client takes fields behind a body (RFC 9110 10.1.4); the field that says so is no longer among the fields. */
    public boolean acceptsTrailers() {
        return acceptsTrailers;
    }

    /** Sets whether the client takes fields behind a body. */
    public void setAcceptsTrailers(boolean acceptsTrailers) {
        this.acceptsTrailers = acceptsTrailers;
    }

    /** What is wrong with a request that was refused, its body included; null if nothing is, or no rule was broken. */
    public @Nullable Flaw flaw() {
        return flaw;
    }

    /** Sets what is wrong. */
    public void setFlaw(@Nullable Flaw flaw) {
        this.flaw = flaw;
    }
}
