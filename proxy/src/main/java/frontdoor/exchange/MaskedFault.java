package frontdoor.exchange;

/**
 * Something that a backend behind TLS got wrong and that never reached the client: browsers with a policy would have hidden it.
 *
 * @param kind what it is
 * @param evidence what to look for in the backend, at most {@link #MAX_EVIDENCE} characters as the backend sent them: for {@link
 *     Kind#LOCATION} its value, for {@link Kind#COOKIE} the cookie's name and never its value, for {@link Kind#BACKEND_HSTS} its value
 */
public record MaskedFault(Kind kind, String evidence) {
    /** Characters of evidence; what is longer was cut. */
    public static final int MAX_EVIDENCE = 512;

    /** The kinds of faults. */
    public enum Kind {
        /** A Location with http of our own hosts. */
        LOCATION,
        /** A cookie without Secure. */
        COOKIE,
        /** A Strict-Transport-Security field that is not the one in force. */
        BACKEND_HSTS
    }
}
