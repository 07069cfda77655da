package frontdoor.discovery;

/** An event loop's observation, handed over to be looked at elsewhere: texts as they came, bounded in length. */
sealed interface Observation {
    /**
     * Something to show by site.
     *
     * @param site its name, or empty
     * @param target of the request, {@code /path?query}
     * @param evidence as the kind has it
     */
    record Found(String site, Kind kind, String target, String evidence, long epochSecond) implements Observation {}

    /**
     * A request in the clear.
     *
     * @param host a configured one, or empty
     * @param target empty if it was not understood
     */
    record Arrived(String host, String target, String agent, String referrer, long epochSecond)
            implements Observation {}

    /** A name that has to make way for another. */
    record Named(NameCell cell) implements Observation {}

    /** A browser's report. */
    record Reported(ReceivedReport report) implements Observation {}
}
