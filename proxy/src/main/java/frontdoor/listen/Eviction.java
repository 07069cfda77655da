package frontdoor.listen;

/** The occupation of a connection that was ended to make room for another one: one name each, the same in the metric. */
public enum Eviction {
    /** Nothing: kept alive, without a request. It ends in order. */
    IDLE("idle"),
    /** It had not sent a whole request a second after it came, or its client had most of these. It is cut. */
    HANDSHAKE("handshake");

    private final String token;

    Eviction(String token) {
        this.token = token;
    }

    /** The name in metrics. */
    public String token() {
        return token;
    }
}
