package frontdoor.tls;

import frontdoor.share.ClientKey;
import frontdoor.share.Turns;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Threads beside the event loops for what takes long in handshakes: signatures with RSA keys, and chains of clients. Clients take turns, so
 * that a thousand handshakes of one keep another one waiting for a moment.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
final class SlowHandshakes implements AutoCloseable {
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Turns waiting = new Turns();
    private final ExecutorService threads;

    SlowHandshakes() {
        this(THREADS);
    }

    SlowHandshakes(int threads) {
        this(threads, Thread.ofPlatform().name("frontdoor-rsa-", 0).daemon().factory());
    }

    SlowHandshakes(int threads, ThreadFactory factory) {
        this.threads = Executors.newFixedThreadPool(threads, factory);
    }

    /** Runs what {@code client} brings, when it is its turn. */
    Executor of(ClientKey client) {
        return work -> add(client, work);
    }

    private void add(ClientKey client, Runnable work) {
        synchronized (waiting) {
            waiting.add(client, work);
        }
        try {
            threads.execute(this::takeTurn);
        } catch (OutOfMemoryError none) {
            // The system has no more threads for this process: whoever brings something does something, so that nothing
            // stays behind.
            takeTurn();
        }
    }

    private void takeTurn() {
        Runnable work;
        synchronized (waiting) {
            work = waiting.next();
        }
        if (work != null) {
            work.run();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
