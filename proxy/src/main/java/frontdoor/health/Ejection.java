package frontdoor.health;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The absence of a server that has failed too often in a row. After its time one request finds out whether it is back; the others come
 * when that has gone well, and while it does not the time grows.
 *
 * <h2>Threads</h2>
 *
 * Any thread. Times are nanoseconds of one monotonic clock.
 */
public final class Ejection {
    /** The time of an absence grows up to so many times. */
    private static final int LONGEST = 6;

    private static final long NONE = 0;

    private final AtomicInteger failures = new AtomicInteger();
    /** When it is tried, or {@link #NONE}. */
    private final AtomicLong triedAt = new AtomicLong(NONE);

    private volatile boolean tried;
    /** Absences in a row, without a while of good health in between. */
    private int absences;

    private long endedAt;

    /**
     * The rules.
     *
     * @param failures in a row after which a server is ejected, at least 1
     * @param nanos of the first absence, positive; the next ones are twice, three times, up to six times as long
     */
    public record Rules(int failures, long nanos) {}

    /** Whether it is absent. */
    public boolean isOn() {
        return triedAt.get() != NONE;
    }

    /** Whether the caller is the one who finds out whether it is back: from now on nobody else is, for as long as an absence takes. */
    public boolean claims(long now, Rules rules) {
        long at = triedAt.get();
        if (at == NONE || now - at < 0 || !triedAt.compareAndSet(at, after(now, rules.nanos()))) {
            return false;
        }
        tried = true;
        return true;
    }

    /**
     * A request to it has failed. While it is absent this counts only once somebody has tried it: what was on its way before says nothing new.
     *
     * @return whether it should be ejected now
     */
    public boolean onFailure(long now, Rules rules) {
        if (!isOn()) {
            return failures.incrementAndGet() >= rules.failures();
        }
        if (tried) {
            begin(now, rules);
        }
        return false;
    }

    /** It is absent from now on; an absence that was on already is followed by a longer one. */
    public synchronized void begin(long now, Rules rules) {
        boolean soon = isOn() || absences > 0 && now - endedAt < rules.nanos() * LONGEST;
        absences = soon ? Math.min(absences + 1, LONGEST) : 1;
        tried = false;
        failures.set(0);
        triedAt.set(after(now, rules.nanos() * absences));
    }

    /** A request to it has gone well; returns whether that ended an absence. */
    public boolean onSuccess(long now) {
        // Nearly always neither is to be written, and what is not written costs other processors nothing.
        if (failures.get() != 0) {
            failures.set(0);
        }
        return isOn() && end(now);
    }

    private synchronized boolean end(long now) {
        tried = false;
        endedAt = now;
        return triedAt.getAndSet(NONE) != NONE;
    }

    private static long after(long now, long nanos) {
        return now + nanos | 1;
    }
}
