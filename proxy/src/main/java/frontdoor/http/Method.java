package frontdoor.http;

import java.nio.charset.StandardCharsets;

/** Request methods that some rule treats specially; every other token is {@link #OTHER} and forwarded as it came. */
@SuppressWarnings("ImmutableEnumChecker") // The octets are shared and never changed.
public enum Method {
    GET(true, true),
    HEAD(true, true),
    POST(false, false),
    PUT(false, true),
    DELETE(false, true),
    OPTIONS(true, true),
    TRACE(true, true),
    CONNECT(false, false),
    PATCH(false, false),
    OTHER(false, false);

    private static final Method[] NAMED = {GET, POST, HEAD, PUT, DELETE, OPTIONS, TRACE, CONNECT, PATCH};

    private final boolean safe;
    private final boolean idempotent;
    private final byte[] token = name().getBytes(StandardCharsets.US_ASCII);

    Method(boolean safe, boolean idempotent) {
        this.safe = safe;
        this.idempotent = idempotent;
    }

    /** Whether the method is defined as safe (RFC 9110 9.2.1). */
    public boolean safe() {
        return safe;
    }

    /** Whether repeating the request has the effect of sending it once (RFC 9110 9.2.2). */
    public boolean idempotent() {
        return idempotent;
    }

    /** The method named by exactly these octets; methods are case-sensitive (RFC 9110 9.1). */
    public static Method of(byte[] bytes, int start, int length) {
        for (Method method : NAMED) {
            if (Octets.equal(bytes, start, length, method.token)) {
                return method;
            }
        }
        return OTHER;
    }
}
