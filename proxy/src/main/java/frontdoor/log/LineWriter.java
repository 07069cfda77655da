package frontdoor.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way of lines to an output that may stop: a bounded queue, and one thread that writes.
 *
 * <h2>Buffers</h2>
 *
 * One, taken at the start: lines come out also when no memory is left.
 *
 * <h2>Threads</h2>
 *
 * {@link #offer} on any, event loops included; {@link #offerPatiently} and {@link #flush} on those that may block.
 *
 * <h2>Backpressure</h2>
 *
 * None towards {@link #offer}: when the output is slow or broken, lines are lost and counted. What waits is bounded in lines and octets.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} writes what waits, for at most two seconds: a blocked pipe must not keep the process from ending.
 */
public final class LineWriter implements AutoCloseable {
    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final int BATCH_LINES = 256;
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** No line: it wakes the thread, which waits without an end while there are no lines. */
    private static final byte[] NUDGE = {};

    private final LineOutput output;
    private final OutputFate fate;
    private final LinesInBuffer buffer = new LinesInBuffer(BUFFER_OCTETS);
    private final ArrayBlockingQueue<byte[]> queue;
    private final long mostOctets;
    private final Thread thread;
    private final AtomicLong waitingOctets = new AtomicLong();
    /** Lines that were taken, and how many of them are done with, written or lost. */
    private final AtomicLong taken = new AtomicLong();

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Object progress = new Object();
    private volatile boolean closing;
    private long told;

    /** A writer, not yet started, whose thread is called {@code name}, behind which at most {@code lines} of {@code mostOctets} wait. */
    public LineWriter(String name, LineOutput output, int lines, long mostOctets, OutputFate fate) {
        this.output = output;
        this.fate = fate;
        this.queue = new ArrayBlockingQueue<>(lines);
        this.mostOctets = mostOctets;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Begins to write. */
    public void start() {
        thread.start();
    }

    /** Hands {@code line} over without ever waiting. Takes ownership of it. */
    public void offer(byte[] line) {
        if (!tryOffer(line)) {
            onDropped();
        }
    }

    /** The same, but waits for room for at most {@code atMost}, once: not again until lines flow again. Takes ownership of {@code line}. */
    public void offerPatiently(byte[] line, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        for (long seen = done.get(); !tryOffer(line); seen = done.get()) {
            if (failing.get() || !awaitProgress(seen, until)) {
                onDropped();
                return;
            }
        }
    }

    private boolean tryOffer(byte[] line) {
        if (waitingOctets.addAndGet(line.length) > mostOctets || !queue.offer(line)) {
            waitingOctets.addAndGet(-line.length);
            return false;
        }
        taken.incrementAndGet();
        return true;
    }

    private void onDropped() {
        dropped.incrementAndGet();
        toFailing(null);
    }

    private void toFailing(@Nullable Throwable cause) {
        if (failing.compareAndSet(false, true)) {
            fate.onFailing(cause);
        }
    }

    /** Lines that were lost since the start. */
    public long dropped() {
        return dropped.get();
    }

    /** Waits until nothing waits any more, for at most {@code atMost}, and returns whether that is so. */
    public boolean flush(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        for (long seen = done.get(); seen < taken.get(); seen = done.get()) {
            if (!awaitProgress(seen, until)) {
                return false;
            }
        }
        return true;
    }

    /** Waits until more than {@code seen} lines are done with; false when it is too late. */
    private boolean awaitProgress(long seen, long until) {
        try {
            synchronized (progress) {
                while (done.get() == seen) {
                    long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                    if (left <= 0) {
                        return false;
                    }
                    progress.wait(left);
                }
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        List<byte[]> batch = new ArrayList<>(BATCH_LINES);
        while (!closing || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_LINES - 1);
                batch.removeIf(line -> line == NUDGE);
                if (!batch.isEmpty()) {
                    write(batch);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException | Error unexpected) {
                // Whatever it is, such as no memory to tell of no memory: the lines after these may come out.
            }
            onDone(batch);
        }
    }

    private void onDone(List<byte[]> batch) {
        done.addAndGet(batch.size());
        batch.clear();
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    private void write(List<byte[]> batch) {
        batch.forEach(line -> waitingOctets.addAndGet(-line.length));
        try {
            buffer.write(batch, output);
        } catch (IOException | RuntimeException | Error failed) {
            dropped.addAndGet(buffer.unwritten(batch));
            toFailing(failed);
            close(output);
            return;
        }
        if (queue.isEmpty() && failing.compareAndSet(true, false)) {
            long lost = dropped.get() - told;
            told += lost;
            fate.onAgain(lost);
        }
    }

    private static void close(LineOutput output) {
        try {
            output.close();
        } catch (IOException alreadyTold) {
            // It was of no use before that.
        }
    }

    @Override
    public void close() {
        closing = true;
        // Where there is no room for it, the thread has lines and does not wait.
        boolean _ = queue.offer(NUDGE);
        try {
            thread.join(CLOSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
