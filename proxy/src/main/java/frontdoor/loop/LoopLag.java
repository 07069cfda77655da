package frontdoor.loop;

import java.util.concurrent.TimeUnit;

/**
 * How late an event loop is: the longest that its clock, and with it everything else that was due, had to wait in the last ten to twenty
 * seconds.
 *
 * <h2>Threads</h2>
 *
 * {@link #onTick} on the event loop, {@link #nanos} on any thread.
 */
final class LoopLag {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private volatile long due;
    private volatile long worst;
    private volatile long worstBefore;
    private long windowEnd;

    LoopLag(long now) {
        due = now + DeadlineWheel.TICK_NANOS;
        windowEnd = now + WINDOW_NANOS;
    }

    void onTick(long now) {
        long late = now - due;
        due = now + DeadlineWheel.TICK_NANOS;
        if (now - windowEnd >= 0) {
            windowEnd = now + WINDOW_NANOS;
            worstBefore = worst;
            worst = 0;
        }
        if (late > worst) {
            worst = late;
        }
    }

    /** The next tick is meant to come in {@code nanos} from {@code now}, and not after the usual time. */
    void onRest(long now, long nanos) {
        due = now + nanos;
    }

    /** Nanoseconds, at least 0; a loop that stands still is ever later. */
    long nanos(long now) {
        return Math.max(now - due, Math.max(worst, worstBefore));
    }
}
