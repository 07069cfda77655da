package frontdoor.discovery;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes observations from the event loops to one thread of its own.
 *
 * <h2>Backpressure</h2>
 *
 * None towards the loops: what finds the queue full is dropped and counted.
 *
 * <h2>Threads</h2>
 *
 * {@link #offer} on any thread; {@code reader} is called on the collector's.
 */
final class Collector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Collector.class);
    private static final int QUEUED = 4096;

    private final ArrayBlockingQueue<Observation> queue = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;

    private Collector(Consumer<Observation> reader) {
        thread = Thread.ofPlatform().daemon().name("frontdoor-discovery").unstarted(() -> run(reader));
    }

    /** Starts the thread. */
    static Collector open(Consumer<Observation> reader) {
        Collector collector = new Collector(reader);
        collector.thread.start();
        return collector;
    }

    /** Hands over without ever waiting. */
    void offer(Observation observation) {
        if (!tryOffer(observation)) {
            dropped.incrementAndGet();
        }
    }

    /** The same for what is counted elsewhere when there is no room: then false. */
    boolean tryOffer(Observation observation) {
        return queue.offer(observation);
    }

    /** Observations that were lost since the start. */
    long dropped() {
        return dropped.get();
    }

    private void run(Consumer<Observation> reader) {
        try {
            while (true) {
                read(reader, queue.take());
            }
        } catch (InterruptedException closed) {
            queue.clear();
        }
    }

    private static void read(Consumer<Observation> reader, Observation observation) {
        try {
            reader.accept(observation);
        } catch (RuntimeException | Error failed) {
            log.atError().setCause(failed).log("an observation could not be read; the next ones are");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
