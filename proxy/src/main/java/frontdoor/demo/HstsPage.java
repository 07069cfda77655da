package frontdoor.demo;

/** {@code /hsts}: sends a policy of its own, longer and wider than anybody meant. */
final class HstsPage {
    static final String TITLE = "A policy of its own";
    static final String MENDED = "it sends a <code>Strict-Transport-Security</code> that nobody remembers writing, and"
            + " Frontdoor replaces it by the one that is configured.";

    private static final String FIELD = "Strict-Transport-Security";
    private static final String POLICY = "max-age=63072000; includeSubDomains";

    private HstsPage() {}

    static Answer answer(LegacyRequest request) {
        return Answer.page(
                TITLE,
                "<p>Sent by the application: <code>" + FIELD + ": " + POLICY
                        + "</code>. The browser's developer tools show what arrived.</p>\n",
                new Answer.Field(FIELD, POLICY));
    }
}
