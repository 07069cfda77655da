package frontdoor.budget;

import java.util.function.LongSupplier;

/**
 * The direct memory in use, as far as can be told. The allocator keeps what was given back for whoever comes next, and counts it as reserved:
 * by that alone a process that has once been short of memory would turn everybody away for good. So of what is reserved that part counts
 * as free whose sockets, of those that were open when the reservation became so large, have gone. As long as more is being reserved
 * after all, everything counts.
 *
 * <h2>Threads</h2>
 *
 * Confined to the thread that looks after the budgets.
 */
final class DirectMemoryUse {
    /** Looks without growth after which what is kept is believed to be of use again. */
    static final int CALM_LOOKS = 10;

    private final LongSupplier reserved;
    private final LongSupplier sockets;
    private final long step;
    private final long atStart;
    private long before;
    private long large;
    private long openThen;
    private int calm;

    /**
     * Looks at what is reserved of {@code limit} octets, and at how many descriptors are open.
     *
     * @param sockets asked once now, while no client is there; 0 where the system does not tell
     */
    DirectMemoryUse(long limit, LongSupplier reserved, LongSupplier sockets) {
        this.reserved = reserved;
        this.sockets = sockets;
        this.step = limit / 8;
        this.atStart = sockets.getAsLong();
    }

    /** Octets that are taken for used by now. */
    long octets() {
        long now = reserved.getAsLong();
        long open = Math.max(0, sockets.getAsLong() - atStart);
        calm = now > before ? 0 : Math.min(calm + 1, CALM_LOOKS);
        before = now;
        if (now >= large + step) {
            large = now;
            openThen = open;
        }
        openThen = Math.max(openThen, open);
        return calm < CALM_LOOKS || openThen == 0 ? now : (long) (now * ((double) open / openThen));
    }
}
