package frontdoor.wire;

/** The outcome of reading a piece of input. */
public enum Progress {
    /** Everything that was there has been taken; more input is needed. */
    MORE,
    /** The head is complete; the input stands at the first octet after it. */
    DONE,
    /** The head is refused, and nothing further on this connection may be read (RFC 9112 9.6). */
    FAILED
}
