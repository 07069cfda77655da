package frontdoor.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One policy of one host, and for how long it was sent.
 *
 * @param host a name or a pattern, as it was configured
 * @param from when its sending began, or will begin by the calendar
 * @param until when it stopped; null while it goes on, and then it counts as sent until now, also after a crash
 */
public record Entry(
        String host,
        Promise promise,
        Instant from,
        @Nullable Instant until) {
    /**
     * How long answers that were under way when a policy was withdrawn may still carry it, and how far the last instant that was
     * written may lie behind.
     */
    static final Duration IN_FLIGHT = Duration.ofHours(1);

    /** Whether it is sent, or will be. */
    public boolean isOpen() {
        return until == null;
    }

    /** Whether its sending has begun at {@code now}. */
    public boolean hasBegunAt(Instant now) {
        return !from.isAfter(now);
    }

    /** The last instant at which a browser may be bound by it, seen from {@code now}; {@link Instant#MIN} if it was never sent. */
    Instant boundUntil(Instant now) {
        if (!hasBegunAt(now)) {
            return Instant.MIN;
        }
        Instant lastSent = until == null ? now : until.plus(IN_FLIGHT);
        return lastSent.plusSeconds(promise.maxAge());
    }

    Entry stoppedAt(Instant now) {
        return new Entry(host, promise, from, now);
    }

    /** Whether {@code other} is about the same sending, which may have gone on or stopped. */
    boolean isSameSendingAs(Entry other) {
        return host.equals(other.host) && promise.equals(other.promise) && from.equals(other.from);
    }
}
