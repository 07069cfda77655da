package frontdoor.report;

/** A name under which plan and audit tell of the same thing, each for itself: found in what is configured, and met on the wire. */
public enum SharedCode {
    LOOP("loop", Level.ERROR),
    CERTIFICATE_EXPIRED("certificate-expired", Level.ERROR),
    CERTIFICATE_ENDS_SOON("certificate-ends-soon", Level.WARNING),
    CERTIFICATE_WEAK("certificate-weak", Level.ERROR),
    CHAIN_ENDED("chain-ended", Level.ERROR),
    CHAIN_PARTLY_ENDED("chain-partly-ended", Level.WARNING),
    CHAIN_ENDS_FIRST("chain-ends-first", Level.WARNING),
    SOURCE_WITHOUT_CERTIFICATE("source-without-certificate", Level.ERROR),
    SUBDOMAINS_ONLY_ON_WWW("subdomains-only-on-www", Level.WARNING),
    SHORT_POLICY("short-policy", Level.NOTE);

    private final String text;
    private final Level level;

    SharedCode(String text, Level level) {
        this.text = text;
        this.level = level;
    }

    /** How much it matters. */
    public Level level() {
        return level;
    }

    /** As it is printed, such as {@code certificate-expired}. */
    @Override
    public String toString() {
        return text;
    }
}
