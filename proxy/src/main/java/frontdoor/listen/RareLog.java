package frontdoor.listen;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says whether a line that may repeat itself without end is due. Any thread may ask. */
final class RareLog {
    private final long interval;
    private final AtomicLong due = new AtomicLong(System.nanoTime());

    /** At most one line in {@code interval}. */
    RareLog(Duration interval) {
        this.interval = interval.toNanos();
    }

    boolean isDue() {
        long now = System.nanoTime();
        long at = due.get();
        return now - at >= 0 && due.compareAndSet(at, now + interval);
    }
}
