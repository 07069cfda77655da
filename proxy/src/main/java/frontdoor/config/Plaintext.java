package frontdoor.config;

/** What a site does with requests that come in the clear. */
public enum Plaintext {
    /** Redirects them to https on the same host. */
    REDIRECT,
    /** Answers 403. */
    REFUSE,
    /** Closes the connection. */
    CLOSE
}
