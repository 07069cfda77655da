package frontdoor.exchange;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something that fails for a while, and then again and again, such as making a socket when no descriptor is left: it is told when that begins
 * and when it is over, and not in between.
 *
 * <h2>Threads</h2>
 *
 * Any; moments are those of one monotonic clock.
 */
public final class Outage {
    /** Without a failure for so long it is over. */
    static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long NONE = 0;

    private final AtomicLong lastFailure = new AtomicLong(NONE);

    /** It has failed; returns whether that is the first time. */
    public boolean onFailed(long now) {
        return lastFailure.getAndSet(now | 1) == NONE;
    }

    /** Whether it has failed, and has not been found to be over. */
    public boolean isOn() {
        return lastFailure.get() != NONE;
    }

    /** It has worked; returns whether an outage is over by that. */
    public boolean onWorked(long now) {
        long last = lastFailure.get();
        return last != NONE && now - last >= QUIET_NANOS && lastFailure.compareAndSet(last, NONE);
    }
}
