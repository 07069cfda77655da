package frontdoor.acme;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that ask authorities for something, each of which may wait for minutes: one for a slot, and a few at the same time of each
 * authority, so that one which does not answer keeps nobody from another.
 *
 * <h2>Closing</h2>
 *
 * What is under way is interrupted.
 */
final class Asking implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Asking.class);
    /** Of one authority. */
    private static final int AT_ONCE = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("frontdoor-acme-", 0).factory());
    private final Consumer<Slot> onEnd;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final Map<Slot, String> orders = new ConcurrentHashMap<>();

    /** @param onEnd hears of each slot for which nothing is asked any more; on any thread */
    Asking(Consumer<Slot> onEnd) {
        this.onEnd = onEnd;
    }

    /** Whether a task that asks {@code authority} would have to wait. */
    boolean isBusy(String authority) {
        return underWay.getOrDefault(authority, 0) >= AT_ONCE;
    }

    /** Whom a certificate is ordered from just now, if it is. */
    Optional<String> orderedFrom(Slot slot) {
        return Optional.ofNullable(orders.get(slot));
    }

    /** Runs {@code order}, which orders a certificate from {@code authority}, unless something is done about the slot already. */
    void order(Slot slot, String authority, Runnable order) {
        orders.put(slot, authority);
        run(slot, authority, order);
    }

    /** Runs {@code task}, which asks {@code authority}, unless something is done about the slot already. */
    void run(Slot slot, String authority, Runnable task) {
        if (!slot.enter()) {
            return;
        }
        underWay.merge(authority, 1, Integer::sum);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    leave(slot, authority);
                }
            });
        } catch (RuntimeException | Error none) {
            // No thread was to be had: whoever looks next tries again.
            leave(slot, authority);
            throw none;
        }
    }

    private void leave(Slot slot, String authority) {
        orders.remove(slot);
        underWay.merge(authority, -1, Integer::sum);
        slot.leave();
        onEnd.accept(slot);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("an order is still under way, and is not waited for");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
