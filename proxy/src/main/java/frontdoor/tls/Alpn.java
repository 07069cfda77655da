package frontdoor.tls;

import java.util.List;

/** Which HTTP version follows the handshake (RFC 7301; RFC 9113 3.2). */
public enum Alpn {
    H2("h2"),
    HTTP_1_1("http/1.1"),
    /** The client offered protocols, none of them ours: {@link TlsAlert#NO_APPLICATION_PROTOCOL}. */
    NO_OVERLAP("");

    private final String protocol;

    Alpn(String protocol) {
        this.protocol = protocol;
    }

    /** The name that travels in the handshake; empty for {@link #NO_OVERLAP}. */
    public String protocol() {
        return protocol;
    }

    /**
     * Decides by the server's preference, h2 first.
     *
     * @param offered what the client sent; empty for a client without ALPN, which speaks HTTP/1.1
     */
    public static Alpn decide(List<String> offered, boolean http2) {
        if (offered.isEmpty()) {
            return HTTP_1_1;
        }
        if (http2 && offered.contains(H2.protocol)) {
            return H2;
        }
        return offered.contains(HTTP_1_1.protocol) ? HTTP_1_1 : NO_OVERLAP;
    }
}
