package frontdoor.pairs;

/**
 * Something an operator should know about a pair that can be served all the same.
 *
 * @param text one plain sentence
 */
public record CertificateNote(Kind kind, String text) {
    /** The subject of the note. */
    public enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        ENDS_SOON,
        CHAIN_INCOMPLETE,
        CHAIN_REFUSED,
        CHAIN_ENDS,
        NO_NAMES
    }
}
