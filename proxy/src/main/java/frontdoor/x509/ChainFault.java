package frontdoor.x509;

/**
 * Something about a chain, other than the names and the dates of its leaf, that keeps or will keep browsers from believing it.
 *
 * @param text one plain sentence without its full stop
 */
public record ChainFault(Kind kind, String text) {
    /** The fault, and how much it matters. */
    public enum Kind {
        /** Browsers refuse a key, a signature or a purpose. */
        WEAK(true),
        /** Every way from the leaf to an issuer has ended, or has not begun. */
        ENDED(true),
        /** A certificate has ended, but there is another way past it. */
        PARTLY_ENDED(false),
        /** Every way will have ended before the leaf does. */
        ENDS_FIRST(false);

        private final boolean refused;

        Kind(boolean refused) {
            this.refused = refused;
        }

        /** Whether browsers show an error instead of the site. */
        public boolean isRefused() {
            return refused;
        }
    }
}
