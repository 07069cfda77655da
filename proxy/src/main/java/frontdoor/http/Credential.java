package frontdoor.http;

/** Kinds of credentials that a request can carry. */
public enum Credential {
    /** Authorization or Proxy-Authorization. */
    AUTHORIZATION("authorization"),
    /** Cookie. */
    COOKIE("cookie"),
    /** A field that is known to carry keys or tokens, such as X-Api-Key. */
    API_KEY("api-key"),
    /** A parameter of the query that is known to do so, such as access_token. */
    QUERY("query");

    private final String token;

    Credential(String token) {
        this.token = token;
    }

    /** The name in metrics. */
    public String token() {
        return token;
    }
}
