package frontdoor.discovery;

import org.jspecify.annotations.Nullable;

/**
 * Takes browsers' reports of mixed content on one event loop: a bounded number each second, and a bounded number at a time.
 *
 * <h2>Threads</h2>
 *
 * Confined to its loop.
 */
public final class ReportIntake {
    private static final int PER_SECOND = 50;
    private static final int AT_A_TIME = 16;

    private final ReportQueue queue;
    private final ReportTally tally;
    private final Gate gate = new Gate(PER_SECOND);
    private int open;

    ReportIntake(ReportQueue queue, ReportTally tally) {
        this.queue = queue;
        this.tally = tally;
    }

    /** Where the body of a report is gathered, or null if there are too many: then it is counted, and its body not wanted. */
    public @Nullable ReportBody admit(long epochSecond) {
        if (open == AT_A_TIME || !gate.pass(epochSecond)) {
            tally.count(ReportOutcome.LIMITED);
            return null;
        }
        open++;
        return new ReportBody(this, epochSecond);
    }

    void onClosed() {
        open--;
    }

    void onComplete(ReceivedReport report) {
        if (!queue.offer(report)) {
            tally.count(ReportOutcome.DROPPED);
        }
    }

    /** A body was larger than {@link ReportBody#MAX}, or announced that it would be. */
    public void onTooLarge() {
        tally.count(ReportOutcome.TOO_LARGE);
    }

    /** A body did not come in time. */
    public void onTooSlow() {
        tally.count(ReportOutcome.LIMITED);
    }

    /** It came with a media type that no browser sends reports in. */
    public void onOtherType() {
        tally.count(ReportOutcome.MALFORMED);
    }
}
