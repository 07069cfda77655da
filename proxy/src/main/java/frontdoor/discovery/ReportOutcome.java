package frontdoor.discovery;

/** The outcome of a report. */
enum ReportOutcome {
    /** It told something that is shown. */
    BELIEVED("believed"),
    /** It is about another host, or about nothing that is mixed content. */
    IGNORED("ignored"),
    /** Its body is no report. */
    MALFORMED("malformed"),
    /** It was larger than a report is. */
    TOO_LARGE("too-large"),
    /** Too many came at once, or it came too slowly. */
    LIMITED("limited"),
    /** Too many waited to be read. */
    DROPPED("dropped");

    private final String token;

    ReportOutcome(String token) {
        this.token = token;
    }

    /** The name in JSON and in metrics. */
    String token() {
        return token;
    }
}
