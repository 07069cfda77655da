package frontdoor.budget;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The heap in use. What is in use includes garbage, which nobody can tell apart: where it would be too much, the collector is believed about
 * what its last collections have left.
 *
 * <p>A collection is forced only when those have left too much, since a collector that has little to do would not find out for long that
 * the memory is free again. A full one stops the event loops, so it is forced seldom, and for a small part of the time.
 *
 * <h2>Threads</h2>
 *
 * Confined to the thread that looks after the budgets.
 */
final class HeapUse implements LongSupplier {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** A forced collection that took long is not repeated before it was a hundredth of the time. */
    private static final int SHARE = 100;

    private final LongSupplier used;
    private final LongSupplier left;
    private final LongSupplier nanos;
    private final Runnable collect;
    private final long most;
    private long notBefore;

    /**
     * The heap.
     *
     * @param used octets in use, garbage included
     * @param left octets that the last collections have left
     * @param most octets that need no look at the garbage
     * @param collect forces a collection
     */
    HeapUse(LongSupplier used, LongSupplier left, long most, Runnable collect, LongSupplier nanos) {
        this.used = used;
        this.left = left;
        this.most = most;
        this.collect = collect;
        this.nanos = nanos;
        this.notBefore = nanos.getAsLong();
    }

    static Budget budget(Runtime runtime) {
        long limit = runtime.maxMemory();
        long reserve = limit / 8;
        HeapUse use = new HeapUse(
                () -> runtime.totalMemory() - runtime.freeMemory(),
                HeapUse::leftByCollector,
                limit - reserve,
                System::gc,
                System::nanoTime);
        return Budget.ofMemory("heap", limit, reserve, use);
    }

    private static long leftByCollector() {
        long left = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            left += after == null ? 0 : after.getUsed();
        }
        return left;
    }

    @Override
    public long getAsLong() {
        long live = live();
        if (live <= most || nanos.getAsLong() < notBefore) {
            return live;
        }
        long began = nanos.getAsLong();
        collect.run();
        long ended = nanos.getAsLong();
        notBefore = ended + Math.max(PATIENCE_NANOS, SHARE * (ended - began));
        return live();
    }

    private long live() {
        long now = used.getAsLong();
        return now <= most ? now : Math.min(now, left.getAsLong());
    }
}
