package frontdoor.budget;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The heap in use. What is in use includes garbage, which nobody can tell apart: where it would be too much, the collector is asked,
 * which was about to run anyway, and not again for a while.
 *
 * <h2>Threads</h2>
 *
 * Confined to the thread that looks after the budgets.
 */
final class HeapUse implements LongSupplier {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier used;
    private final LongSupplier nanos;
    private final Runnable collect;
    private final long most;
    private long collectedAt;
    private long live;

    /** The heap that {@code used} tells; beyond {@code most} octets of it, {@code collect} is asked first. */
    HeapUse(LongSupplier used, long most, Runnable collect, LongSupplier nanos) {
        this.used = used;
        this.most = most;
        this.collect = collect;
        this.nanos = nanos;
        this.collectedAt = nanos.getAsLong() - PATIENCE_NANOS;
    }

    static Budget budget(Runtime runtime) {
        long limit = runtime.maxMemory();
        long reserve = limit / 8;
        HeapUse use = new HeapUse(
                () -> runtime.totalMemory() - runtime.freeMemory(), limit - reserve, System::gc, System::nanoTime);
        return new Budget("heap", limit, reserve, true, use);
    }

    @Override
    public long getAsLong() {
        long now = used.getAsLong();
        if (now <= most) {
            live = now;
        } else if (nanos.getAsLong() - collectedAt >= PATIENCE_NANOS) {
            collect.run();
            collectedAt = nanos.getAsLong();
            live = used.getAsLong();
        }
        return live;
    }
}
