package frontdoor.observe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes encoded lines from the event loops and writes them on one thread of its own.
 *
 * <h2>Backpressure</h2>
 *
 * None towards the loops: when the output is slow or broken, lines are dropped and counted. What waits is bounded in lines and octets.
 *
 * <h2>Threads</h2>
 *
 * {@link #offer} on any thread; everything else of it happens on the writer thread.
 */
final class LogWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
    private static final long MAX_OCTETS = 16L * 1024 * 1024;
    private static final int BATCH_LINES = 256;

    private final LogOutput output;
    private final ArrayBlockingQueue<byte[]> queue;
    private final AtomicLong waitingOctets = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::run, "frontdoor-access-log");
    private volatile boolean closing;
    private boolean failing;
    /** Whether the output ends in the middle of a line. */
    private boolean torn;

    /** A writer, not yet started, behind which at most {@code lines} wait. */
    LogWriter(LogOutput output, int lines) {
        this.output = output;
        this.queue = new ArrayBlockingQueue<>(lines);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Hands {@code line} over without ever waiting. Takes ownership of it. */
    void offer(byte[] line) {
        if (waitingOctets.get() + line.length > MAX_OCTETS || !queue.offer(line)) {
            dropped.incrementAndGet();
        } else {
            waitingOctets.addAndGet(line.length);
        }
    }

    /** Lines that were lost since the start. */
    long dropped() {
        return dropped.get();
    }

    private void run() {
        List<byte[]> batch = new ArrayList<>(BATCH_LINES);
        while (!closing || !queue.isEmpty()) {
            try {
                byte[] first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH_LINES - 1);
                    write(batch);
                    batch.clear();
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void write(List<byte[]> batch) {
        int size = batch.stream().mapToInt(line -> line.length).sum();
        waitingOctets.addAndGet(-size);
        ByteBuffer lines = ByteBuffer.allocate(size + 1);
        int start = 0;
        if (torn) {
            lines.put((byte) '\n');
            start = 1;
        }
        batch.forEach(lines::put);
        lines.flip();
        try {
            output.write(lines);
            torn = false;
            if (failing) {
                failing = false;
                log.atInfo().log("the access log is written again");
            }
        } catch (IOException | RuntimeException failed) {
            onFailed(batch, lines.position() - start, failed);
        }
    }

    private void onFailed(List<byte[]> batch, int written, Exception failed) {
        torn = torn && written < 0;
        int end = 0;
        for (byte[] line : batch) {
            torn |= end < written && written < end + line.length;
            end += line.length;
            if (end > written) {
                dropped.incrementAndGet();
            }
        }
        if (!failing) {
            failing = true;
            log.atError()
                    .addKeyValue("reason", String.valueOf(failed))
                    .log("the access log cannot be written; lines are dropped until it can");
        }
        try {
            output.close();
        } catch (IOException alsoFailed) {
            log.atDebug().addKeyValue("reason", String.valueOf(alsoFailed)).log("the access log cannot be closed");
        }
    }

    /** Writes what waits, for at most two seconds: a blocked pipe must not keep the process from ending. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
