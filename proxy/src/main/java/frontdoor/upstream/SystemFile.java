package frontdoor.upstream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One file of the system's that answers are made of, read again every few seconds while it is asked.
 *
 * <h2>Threads</h2>
 *
 * Asked by all event loops, which never wait for the file: it is read beside them, by one reader at a time, for a file on a disk that
 * hangs may keep its reader for ever. Until it is read what it said last counts.
 */
final class SystemFile<T> {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Supplier<T> reader;
    private final LongSupplier clock;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile T said;
    private volatile long staleAt;

    /** Reads it at once, by {@code reader}, which must not throw. Blocks. */
    SystemFile(Supplier<T> reader) {
        this(reader, System::nanoTime);
    }

    SystemFile(Supplier<T> reader, LongSupplier clock) {
        this.reader = reader;
        this.clock = clock;
        this.said = reader.get();
        this.staleAt = clock.getAsLong() + FRESH_NANOS;
    }

    /** What it said when it was last read. */
    T get() {
        if (clock.getAsLong() - staleAt >= 0 && reading.compareAndSet(false, true)) {
            Thread.ofVirtual().start(this::read);
        }
        return said;
    }

    private void read() {
        try {
            said = reader.get();
        } finally {
            staleAt = clock.getAsLong() + FRESH_NANOS;
            reading.set(false);
        }
    }
}
