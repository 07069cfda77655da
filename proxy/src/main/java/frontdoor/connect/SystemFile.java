package frontdoor.connect;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the system's that answers are made of, read again every few seconds while it is asked.
 *
 * <h2>Threads</h2>
 *
 * Asked by all event loops, which never wait for the file: it is read beside them, by one reader at a time, for a file on a disk that
 * hangs may keep its reader for ever. Until it is read, and while it cannot be, for want of a descriptor say, what it said last counts.
 */
final class SystemFile<T> {
    private static final Logger log = LoggerFactory.getLogger(SystemFile.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Callable<T> reader;
    private final LongSupplier clock;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile T said;
    private volatile long staleAt;

    /** Reads it at once, by {@code first}, and later by {@code reader}, which throws if it cannot be read. Blocks. */
    SystemFile(Supplier<T> first, Callable<T> reader) {
        this(first, reader, System::nanoTime);
    }

    SystemFile(Supplier<T> first, Callable<T> reader, LongSupplier clock) {
        this.reader = reader;
        this.clock = clock;
        this.said = first.get();
        this.staleAt = clock.getAsLong() + FRESH_NANOS;
    }

    /** What it said when it was last read. */
    T get() {
        if (clock.getAsLong() - staleAt >= 0 && reading.compareAndSet(false, true)) {
            readLater();
        }
        return said;
    }

    private void readLater() {
        try {
            Thread.ofVirtual().start(this::read);
        } catch (Throwable thrown) {
            // No memory for a thread: without this nobody would ever read again.
            reading.set(false);
            throw thrown;
        }
    }

    private void read() {
        try {
            said = reader.call();
        } catch (Exception unreadable) {
            log.atDebug().setCause(unreadable).log("a file of the system's cannot be read; what it said last counts");
        } finally {
            staleAt = clock.getAsLong() + FRESH_NANOS;
            reading.set(false);
        }
    }
}
