package frontdoor.loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All deadlines of one event loop, filed by coarse ticks: one timer per loop instead of several per connection.
 *
 * <p>A deadline fires at most one tick of the wheel after its moment and never before it. Moving one later costs nothing until its old moment
 * comes; moving one earlier files it anew. {@link Loop#tick} decides which moment it is.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop.
 */
final class DeadlineWheel {
    private static final Logger log = LoggerFactory.getLogger(DeadlineWheel.class);

    /** Nanoseconds between two ticks. */
    static final long TICK_NANOS = 100_000_000L;

    private static final int SLOTS = 1024;

    private final Ring[] slots = new Ring[SLOTS];
    private final Ring due = new Ring();
    private long tick;

    /** A wheel that starts at this moment, in nanoseconds of the loop's clock. */
    DeadlineWheel(long now) {
        tick = now / TICK_NANOS;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Ring();
        }
    }

    void set(Deadline deadline, long at) {
        deadline.at = at;
        long tickDue = tickAfter(at);
        if (deadline.filedUnder < 0) {
            file(deadline, tickDue);
        } else if (tickDue < deadline.filedUnder) {
            deadline.unlink();
            file(deadline, tickDue);
        }
    }

    /** Fires what is due at this moment. */
    void advance(long now) {
        long target = now / TICK_NANOS;
        while (tick < target) {
            tick++;
            slots[(int) (tick % SLOTS)].moveTo(due);
            Deadline deadline;
            while ((deadline = due.first()) != null) {
                deadline.unlink();
                settle(deadline, now);
            }
        }
    }

    /** Whether nothing is filed under any moment up to {@code until}; what was moved later may count until its old moment has come. */
    boolean isQuietUntil(long until) {
        for (long next = tick + 1; next <= until / TICK_NANOS; next++) {
            if (slots[(int) (next % SLOTS)].first() != null) {
                return false;
            }
        }
        return true;
    }

    private void settle(Deadline deadline, long now) {
        if (deadline.filedUnder > tick) {
            file(deadline, deadline.filedUnder);
            return;
        }
        deadline.filedUnder = -1;
        if (deadline.at == Deadline.NEVER) {
            return;
        }
        if (deadline.at > now) {
            file(deadline, tickAfter(deadline.at));
            return;
        }
        deadline.at = Deadline.NEVER;
        fire(deadline);
    }

    /** One that fails must not keep the others from firing: the clock of the loop would stand still for every connection. */
    private static void fire(Deadline deadline) {
        try {
            deadline.onExpired();
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a deadline failed; the others go on");
        }
    }

    private long tickAfter(long at) {
        return Math.max(at / TICK_NANOS + 1, tick + 1);
    }

    private void file(Deadline deadline, long tickDue) {
        deadline.filedUnder = tickDue;
        slots[(int) (tickDue % SLOTS)].append(deadline);
    }
}
