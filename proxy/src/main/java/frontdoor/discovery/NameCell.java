package frontdoor.discovery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often one event loop has seen a name that it keeps at hand.
 *
 * <h2>Threads</h2>
 *
 * Counted on its loop alone, so without an atomic instruction; {@link #take} on any thread, by one at a time.
 */
final class NameCell {
    private final NameUse use;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong lastSeen = new AtomicLong();
    private long taken;

    NameCell(NameUse use) {
        this.use = use;
    }

    boolean isOf(String name, NameUse.Where where) {
        return use.where() == where && use.name().equals(name);
    }

    void count(long epochSecond) {
        seen.setOpaque(seen.getPlain() + 1);
        lastSeen.setOpaque(epochSecond);
    }

    /** Moves what was counted since the last time to {@code names}. */
    void take(HeavyHitters<NameUse> names) {
        long now = seen.getOpaque();
        if (now > taken) {
            names.add(use, now - taken, lastSeen.getOpaque());
            taken = now;
        }
    }
}
