package frontdoor.health;

import frontdoor.balance.Candidates;

/**
 * The growing share of a server that has come back: from a tenth to the whole.
 *
 * <h2>Threads</h2>
 *
 * Any thread. Times are nanoseconds of one monotonic clock.
 */
public final class SlowStart {
    private static final int LEAST = Candidates.WHOLE / 10;
    private static final long NEVER = 0;

    private volatile long since = NEVER;

    /** It has come back. */
    public void begin(long now) {
        since = now | 1;
    }

    /** Its share at the moment, in thousandths, where it takes {@code nanos} to grow, which is positive. */
    public int share(long now, long nanos) {
        long began = since;
        long passed = Math.max(now - began, 0);
        if (began == NEVER || passed >= nanos) {
            return Candidates.WHOLE;
        }
        return (int) (LEAST + (Candidates.WHOLE - LEAST) * passed / nanos);
    }
}
