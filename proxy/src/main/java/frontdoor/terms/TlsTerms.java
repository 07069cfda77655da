package frontdoor.terms;

/**
 * The terms on which connections for a site are made; immutable. Connections on equal terms may serve each other's sites where their
 * certificate names both; others never do (RFC 9110 7.4).
 *
 * @param policy versions and suites
 */
public record TlsTerms(TlsPolicy policy) {
    /** Those of a configuration that says nothing of them. */
    public static final TlsTerms USUAL = new TlsTerms(TlsPolicy.INTERMEDIATE);

    /** What keeps the keys of tickets apart. */
    public String label() {
        return policy.word();
    }
}
