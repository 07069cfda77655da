package frontdoor.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Field names that some rule asks for, found while a head is read so that the rules compare numbers, not text. Every other name is
 * {@link #OTHER}.
 */
@SuppressWarnings("ImmutableEnumChecker") // The octets are shared and never changed.
public enum FieldName {
    OTHER(""),
    HOST("Host"),
    CONTENT_LENGTH("Content-Length"),
    TRANSFER_ENCODING("Transfer-Encoding"),
    CONNECTION("Connection"),
    KEEP_ALIVE("Keep-Alive"),
    PROXY_CONNECTION("Proxy-Connection"),
    TE("TE"),
    TRAILER("Trailer"),
    UPGRADE("Upgrade"),
    HTTP2_SETTINGS("HTTP2-Settings"),
    EXPECT("Expect"),
    MAX_FORWARDS("Max-Forwards"),
    PROXY("Proxy"),
    VIA("Via"),
    DATE("Date"),
    SERVER("Server"),
    LOCATION("Location"),
    CONTENT_LOCATION("Content-Location"),
    REFRESH("Refresh"),
    DESTINATION("Destination"),
    SET_COOKIE("Set-Cookie"),
    COOKIE("Cookie"),
    AUTHORIZATION("Authorization"),
    PROXY_AUTHORIZATION("Proxy-Authorization"),
    PROXY_AUTHENTICATE("Proxy-Authenticate"),
    WWW_AUTHENTICATE("WWW-Authenticate"),
    AUTHENTICATION_INFO("Authentication-Info"),
    PROXY_AUTHENTICATION_INFO("Proxy-Authentication-Info"),
    PERSISTENT_AUTH("Persistent-Auth"),
    CACHE_CONTROL("Cache-Control"),
    CONTENT_TYPE("Content-Type"),
    ACCEPT("Accept"),
    ACCEPT_ENCODING("Accept-Encoding"),
    ACCEPT_RANGES("Accept-Ranges"),
    CONTENT_ENCODING("Content-Encoding"),
    CONTENT_RANGE("Content-Range"),
    ETAG("ETag"),
    IF_NONE_MATCH("If-None-Match"),
    VARY("Vary"),
    ALLOW("Allow"),
    LINK("Link"),
    REFERER("Referer"),
    USER_AGENT("User-Agent"),
    RETRY_AFTER("Retry-After"),
    X_CONTENT_TYPE_OPTIONS("X-Content-Type-Options"),
    SEC_WEBSOCKET_KEY("Sec-WebSocket-Key"),
    SEC_WEBSOCKET_ACCEPT("Sec-WebSocket-Accept"),
    SEC_FETCH_DEST("Sec-Fetch-Dest"),
    ORIGIN("Origin"),
    CONTENT_SECURITY_POLICY("Content-Security-Policy"),
    CONTENT_SECURITY_POLICY_REPORT_ONLY("Content-Security-Policy-Report-Only"),
    REPORTING_ENDPOINTS("Reporting-Endpoints"),
    STRICT_TRANSPORT_SECURITY("Strict-Transport-Security"),
    FORWARDED("Forwarded"),
    X_FORWARDED_FOR("X-Forwarded-For"),
    X_FORWARDED_PROTO("X-Forwarded-Proto"),
    X_FORWARDED_HOST("X-Forwarded-Host"),
    X_FORWARDED_PORT("X-Forwarded-Port"),
    X_FORWARDED_PREFIX("X-Forwarded-Prefix"),
    X_FORWARDED_SCHEME("X-Forwarded-Scheme"),
    X_FORWARDED_SSL("X-Forwarded-Ssl"),
    X_FORWARDED_SERVER("X-Forwarded-Server"),
    X_FORWARDED_URI("X-Forwarded-Uri"),
    X_FORWARDED_METHOD("X-Forwarded-Method"),
    X_REQUEST_ID("X-Request-Id"),
    X_REAL_IP("X-Real-IP"),
    X_CLIENT_IP("X-Client-IP"),
    TRUE_CLIENT_IP("True-Client-IP"),
    CLIENT_IP("Client-IP"),
    X_CLUSTER_CLIENT_IP("X-Cluster-Client-IP"),
    X_FORWARDED_PROTOCOL("X-Forwarded-Protocol"),
    X_URL_SCHEME("X-Url-Scheme"),
    X_ORIGINAL_URL("X-Original-URL"),
    X_REWRITE_URL("X-Rewrite-URL"),
    FRONT_END_HTTPS("Front-End-Https"),
    CLIENT_CERT("Client-Cert"),
    CLIENT_CERT_CHAIN("Client-Cert-Chain"),
    X_CLIENT_CERT("X-Client-Cert"),
    X_FORWARDED_CLIENT_CERT("X-Forwarded-Client-Cert"),
    X_SSL_CERT("X-SSL-Cert"),
    X_SSL_CLIENT_CERT("X-SSL-Client-Cert"),
    X_SSL_CLIENT_VERIFY("X-SSL-Client-Verify"),
    X_SSL_CLIENT_DN("X-SSL-Client-DN"),
    SSL_CLIENT_CERT("SSL-Client-Cert"),
    SSL_CLIENT_VERIFY("SSL-Client-Verify");

    private static final FieldName[] VALUES = values();
    private static final FieldName[][] BY_HASH = new FieldName[256][];

    static {
        for (FieldName name : VALUES) {
            if (name != OTHER) {
                int slot = hash(name.lower, 0, name.lower.length);
                FieldName[] chain = BY_HASH[slot] == null ? new FieldName[0] : BY_HASH[slot];
                BY_HASH[slot] = Arrays.copyOf(chain, chain.length + 1);
                BY_HASH[slot][chain.length] = name;
            }
        }
    }

    private final byte[] title;
    private final byte[] lower;

    FieldName(String title) {
        this.title = title.getBytes(StandardCharsets.US_ASCII);
        this.lower = title.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    /** The name as HTTP/1 peers expect it, {@code Content-Length}. Shared, never to be changed. */
    public byte[] title() {
        return title;
    }

    /** The name in lower case, as HTTP/2 and 3 demand it. Shared, never to be changed. */
    public byte[] lower() {
        return lower;
    }

    /** The constant with this ordinal. */
    static FieldName at(int ordinal) {
        return VALUES[ordinal];
    }

    /** The constant that these octets name, compared without case, or {@link #OTHER}. */
    public static FieldName of(byte[] bytes, int start, int length) {
        if (length == 0) {
            return OTHER;
        }
        FieldName[] chain = BY_HASH[hash(bytes, start, length)];
        if (chain != null) {
            for (FieldName name : chain) {
                if (Octets.equalIgnoreCase(bytes, start, length, name.lower)) {
                    return name;
                }
            }
        }
        return OTHER;
    }

    /** Hop-by-hop fields that need no nomination, and every name under which a backend might look for what only the proxy knows. */
    public boolean isOursToSay() {
        return switch (this) {
            case KEEP_ALIVE, PROXY_CONNECTION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE, HTTP2_SETTINGS -> true;
            case PROXY_AUTHORIZATION -> true;
            // A CGI program has it as HTTP_PROXY, which its HTTP client obeys (CVE-2016-5385); nobody else asks for it.
            case PROXY -> true;
            case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_PROTO, X_FORWARDED_HOST, X_FORWARDED_PORT -> true;
            case X_FORWARDED_PREFIX, X_FORWARDED_SCHEME, X_FORWARDED_SSL, X_FORWARDED_SERVER, X_FORWARDED_URI -> true;
            case X_FORWARDED_METHOD -> true;
            case X_FORWARDED_PROTOCOL, X_URL_SCHEME, FRONT_END_HTTPS, X_ORIGINAL_URL, X_REWRITE_URL -> true;
            case X_REAL_IP, X_CLIENT_IP, TRUE_CLIENT_IP, CLIENT_IP, X_CLUSTER_CLIENT_IP -> true;
            // What only the end of TLS can know (RFC 9440 4).
            case CLIENT_CERT, CLIENT_CERT_CHAIN, X_CLIENT_CERT, X_FORWARDED_CLIENT_CERT -> true;
            case X_SSL_CERT, X_SSL_CLIENT_CERT, X_SSL_CLIENT_VERIFY, X_SSL_CLIENT_DN -> true;
            case SSL_CLIENT_CERT, SSL_CLIENT_VERIFY -> true;
            default -> false;
        };
    }

    private static int hash(byte[] bytes, int start, int length) {
        int first = bytes[start] | 0x20;
        int middle = bytes[start + length / 2] | 0x20;
        int last = bytes[start + length - 1] | 0x20;
        return (length * 7 + first * 31 + middle * 5 + last) & 0xff;
    }
}
