package frontdoor.policy;

/** The rule that answers a request which came in the clear. */
public enum PlaintextRule {
    /** A redirect to https on the same host. */
    REDIRECT,
    /** 403: a redirect would hide from whoever wrote the client that its credentials crossed the wire. */
    REFUSE,
    /** Nothing: the connection is closed. */
    CLOSE,
    /** 503 for a while: there is no certificate yet, so a redirect would lead into a wall, and caches would keep it. */
    AWAIT
}
