package frontdoor.share;

/**
 * A rate that every client has of its own: a bucket of {@code burst} requests, full at first, into which one comes each {@code interval}.
 *
 * @param id sets it apart from other limits, and from the same one with other numbers
 * @param interval nanoseconds; positive
 * @param window nanoseconds in which an empty bucket is full again
 */
public record RateLimit(long id, long interval, long window) {
    /** Longer than anybody waits, and far from where sums of nanoseconds end. */
    private static final double LONGEST = 1L << 60;

    /**
     * {@code requests} in each {@code nanos}, and {@code burst} at once; all positive.
     *
     * @param name sets it apart from other limits
     */
    public static RateLimit of(String name, int requests, long nanos, int burst) {
        long interval = Math.max(1, nanos / requests);
        long window = (long) Math.min(LONGEST, (double) interval * burst);
        long id = (name.hashCode() * 31L + interval) * 1_000_003L + window;
        return new RateLimit(id, interval, window);
    }
}
