package frontdoor.listen;

/** Why a connection was closed as soon as it had been accepted: one name each, the same in the metric and the log. */
public enum Refusal {
    /** {@code listen.limits.connections-per-client}. */
    CLIENT_LIMIT("client_limit"),
    /** {@code listen.limits.handshakes-per-client}. */
    HANDSHAKE_LIMIT("handshake_limit"),
    /** Nearly all places are taken, and this client holds its part of them already. */
    CLIENT_SHARE("client_share"),
    /** The same of connections that have not sent a whole request yet. */
    HANDSHAKE_SHARE("handshake_share");

    private final String token;

    Refusal(String token) {
        this.token = token;
    }

    /** The name in logs and metrics. */
    public String token() {
        return token;
    }
}
