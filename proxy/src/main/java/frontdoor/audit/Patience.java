package frontdoor.audit;

import java.time.Duration;

/**
 * An instant at which patience ends.
 *
 * @param at as {@link System#nanoTime()} counts
 */
record Patience(long at) {
    /** So long from now. */
    static Patience in(Duration patience) {
        return new Patience(System.nanoTime() + patience.toNanos());
    }

    /** So long from now, but not after this one. */
    Patience within(Duration patience) {
        Patience other = in(patience);
        return other.at - at < 0 ? other : this;
    }

    /** Milliseconds that are left, rounded up so that it has passed when they are over; at least 1: 0 means for ever to a socket. */
    int millis() {
        return Math.clamp((at - System.nanoTime() + 999_999) / 1_000_000, 1, Integer.MAX_VALUE);
    }

    boolean passed() {
        return at - System.nanoTime() <= 0;
    }
}
