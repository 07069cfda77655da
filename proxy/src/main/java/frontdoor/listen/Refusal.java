package frontdoor.listen;

/** Why a connection was closed before anything of TLS or HTTP was read from it: one name each, the same in the metric and the log. */
public enum Refusal {
    /** {@code listen.limits.connections-per-client}. */
    CLIENT_LIMIT("client_limit"),
    /** {@code listen.limits.handshakes-per-client}. */
    HANDSHAKE_LIMIT("handshake_limit"),
    /** Nearly all places are taken, and this client holds its part of them already. */
    CLIENT_SHARE("client_share"),
    /** The same of connections that have not sent a whole request yet. */
    HANDSHAKE_SHARE("handshake_share"),
    /** {@code listen.proxy-protocol} demands a PROXY header of everybody, and this is nobody whose header would be believed. */
    UNTRUSTED_PEER("untrusted_peer"),
    /** {@code listen.proxy-protocol} demands a PROXY header, and none came. */
    PROXY_HEADER_MISSING("proxy_header_missing"),
    /** A trusted proxy's PROXY header breaks the rules, or did not come to its end in time. */
    PROXY_HEADER_MALFORMED("proxy_header_malformed");

    private final String token;

    Refusal(String token) {
        this.token = token;
    }

    /** The name in logs and metrics. */
    public String token() {
        return token;
    }
}
