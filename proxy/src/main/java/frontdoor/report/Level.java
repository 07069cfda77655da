package frontdoor.report;

/** How much a verdict matters. */
public enum Level {
    /** Browsers will see something broken: check and plan exit with 1. */
    ERROR("error"),
    /** It works, and somebody will be surprised. */
    WARNING("warning"),
    /** Good to know. */
    NOTE("note");

    private final String text;

    Level(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
