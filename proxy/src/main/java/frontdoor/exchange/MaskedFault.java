package frontdoor.exchange;

/**
 * Something in a head that was mended or taken out, so that the other side never sees it.
 *
 * @param kind what it is
 * @param evidence what to look for, at most {@link #MAX_EVIDENCE} characters as it was sent: the value of the field, but of cookies and
 *     fields that were taken out for their name that name and never the value
 */
public record MaskedFault(Kind kind, String evidence) {
    /** Characters of evidence; what is longer was cut. */
    public static final int MAX_EVIDENCE = 512;

    /** The kinds of faults. */
    public enum Kind {
        /** An address with http, or one that only the backend is reached by, of our own hosts. */
        LOCATION,
        /** A cookie without Secure. */
        COOKIE,
        /** A Strict-Transport-Security field that is not the one in force. */
        BACKEND_HSTS,
        /** An attribute of a cookie that is wrong in front of the front door, or missing. */
        COOKIE_ATTRIBUTE,
        /** A Destination with https of our own hosts, which the backend would take for another server. */
        DESTINATION,
        /** A page that may ask for things in the clear. */
        INSECURE_PAGE,
        /** A field of a request that an application would take for another one, or whose name has an underscore. */
        FIELD_NAME
    }
}
