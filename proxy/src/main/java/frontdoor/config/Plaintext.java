package frontdoor.config;

/** A site's way with requests that come in the clear. */
public enum Plaintext {
    /** Redirects them to https on the same host. */
    REDIRECT,
    /** Answers 403. */
    REFUSE,
    /** Closes the connection. */
    CLOSE
}
