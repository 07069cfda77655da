package frontdoor.serve;

import frontdoor.reload.Reload;
import frontdoor.reload.ReloadListener;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The garbage that is left when a configuration of thousands of sites was read. It has lived long enough to be among what lives on, where a
 * collector does not look before the heap is full: after a few reloads the process would hold several times what it needs.
 *
 * <h2>Threads</h2>
 *
 * Any. A collection stops all of them, for some hundredths of a second where there is little that lives.
 */
final class ReadingGarbage implements ReloadListener {
    /** In octets: less is not worth the pause. A configuration of some hundred sites leaves less. */
    private static final long WORTH_A_PAUSE = 48L << 20;

    private final LongSupplier grown;
    private final Runnable collect;

    /** Lets {@code collect} run where {@code grown}, in octets since the last collection of all, is worth it. */
    ReadingGarbage(LongSupplier grown, Runnable collect) {
        this.grown = grown;
        this.collect = collect;
    }

    /** That of this process. */
    static ReadingGarbage ofProcess() {
        Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
                .findFirst();
        return new ReadingGarbage(() -> old.map(ReadingGarbage::grown).orElse(0L), System::gc);
    }

    private static long grown(MemoryPoolMXBean pool) {
        return used(pool.getUsage()) - used(pool.getCollectionUsage());
    }

    private static long used(@Nullable MemoryUsage usage) {
        return usage == null ? 0 : usage.getUsed();
    }

    /** Collects it where there is much. */
    void collect() {
        if (grown.getAsLong() >= WORTH_A_PAUSE) {
            collect.run();
        }
    }

    @Override
    public void reloaded(Reload outcome) {
        collect();
    }
}
