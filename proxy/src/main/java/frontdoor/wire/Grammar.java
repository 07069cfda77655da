package frontdoor.wire;

/**
 * How strictly a message is read. The scanner is the same: what {@link #RESPONSE} takes beyond {@link #REQUEST} is only met where that has
 * failed.
 */
public enum Grammar {
    /** To the letter: whoever sends a request that two parsers could read differently may mean it. */
    REQUEST,
    /**
     * What legacy servers send and what leaves no doubt about where a message ends (RFC 9110 2.4): LF as a line end, blanks before a colon,
     * behind a chunk size and in its extensions, zeros before it, the same framing twice, folded trailers. It leaves here as it should have
     * come, and its connection is not used again.
     */
    RESPONSE
}
