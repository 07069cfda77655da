package frontdoor.discovery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Bounds the octets of reports that wait to be read, whatever their number.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
final class ReportQueue {
    private static final long MAX_OCTETS = 4L * 1024 * 1024;

    private final AtomicLong waiting = new AtomicLong();
    private final Predicate<Observation> queue;

    ReportQueue(Predicate<Observation> queue) {
        this.queue = queue;
    }

    /** Hands {@code report} over without ever waiting; false if there is no room. */
    boolean offer(ReceivedReport report) {
        int octets = report.octets().length;
        if (waiting.addAndGet(octets) <= MAX_OCTETS && queue.test(new Observation.Reported(report))) {
            return true;
        }
        waiting.addAndGet(-octets);
        return false;
    }

    /** It waits no longer. */
    void onTaken(ReceivedReport report) {
        waiting.addAndGet(-report.octets().length);
    }
}
