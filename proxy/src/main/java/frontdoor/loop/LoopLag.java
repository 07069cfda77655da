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

    private volatile long lastTick;
    private volatile long worst;
    private volatile long worstBefore;
    private long windowEnd;

    LoopLag(long now) {
        lastTick = now;
        windowEnd = now + WINDOW_NANOS;
    }

    void onTick(long now) {
        long late = now - lastTick - DeadlineWheel.TICK_NANOS;
        lastTick = now;
        if (now - windowEnd >= 0) {
            windowEnd = now + WINDOW_NANOS;
            worstBefore = worst;
            worst = 0;
        }
        if (late > worst) {
            worst = late;
        }
    }

    /** Nanoseconds, at least 0; a loop that stands still is ever later. */
    long nanos(long now) {
        return Math.max(now - lastTick - DeadlineWheel.TICK_NANOS, Math.max(worst, worstBefore));
    }
}
