package frontdoor.loop;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look at something now and then. One that throws is told, and the next one comes all the same.
 *
 * <h2>Threads</h2>
 *
 * One of its own, which may block.
 *
 * <h2>Closing</h2>
 *
 * What is under way comes to its end: an interrupt would close the file that it reads or writes. Only so long is waited for it, since the
 * disk may not answer.
 */
public final class Periodically implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Periodically.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String activity;
    private final ScheduledThreadPoolExecutor thread;

    /**
     * One that does not look yet.
     *
     * @param thread its name
     * @param activity for the log, such as {@code "looking at the files"}
     */
    public Periodically(String thread, String activity) {
        this.activity = activity;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(thread).factory());
        // Else the next look would be waited for at the end.
        this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Looks after {@code first}, and again after each {@code pause}, which is asked for after each look. */
    public void start(Runnable look, Duration first, Supplier<Duration> pause) {
        Runnable lookOnAndOn = new Runnable() {
            @Override
            public void run() {
                safely(look);
                schedule(this, pause.get());
            }
        };
        schedule(lookOnAndOn, first);
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            var _ = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // It has been closed.
        }
    }

    private void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error unexpected) {
            Survived.tell(log, unexpected, activity + " failed; trying again");
        }
    }

    /** Runs something else before the next look; nothing once this is closed. */
    public void execute(Runnable task) {
        schedule(() -> safely(task), Duration.ZERO);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} is still under way, and is not waited for", activity);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
