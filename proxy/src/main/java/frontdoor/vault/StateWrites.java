package frontdoor.vault;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The right of this process to write its state directory, which it has but while another process takes over, and not after that. Whoever
 * writes there does so within {@link #run}: he waits until it is decided who has the right, and fails where it is another one.
 *
 * <p>There is one for the whole process, as there is one lock of the system on that directory.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
public final class StateWrites {
    private static final ReentrantReadWriteLock RIGHT = new ReentrantReadWriteLock();
    private static volatile boolean handedOver;

    private StateWrites() {}

    /** Something that writes. */
    public interface Write {
        void run() throws IOException;
    }

    /**
     * Runs {@code write} when this process may write.
     *
     * @throws IOException if it may not any more, or as {@code write} does
     */
    public static void run(Write write) throws IOException {
        RIGHT.readLock().lock();
        try {
            if (handedOver) {
                throw new IOException("another process has taken over");
            }
            write.run();
        } finally {
            RIGHT.readLock().unlock();
        }
    }

    /** Lets what is under way come to its end, and nobody else begin until {@link #decide}, which the same thread has to call. */
    public static void suspend() {
        RIGHT.writeLock().lock();
    }

    /** Tells those who wait whether another process has the right from now on. */
    public static void decide(boolean anotherOnes) {
        handedOver = anotherOnes;
        RIGHT.writeLock().unlock();
    }
}
