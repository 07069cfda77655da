package frontdoor.reload;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads when files have changed and come to rest: it looks four times a second, and reloads when two looks in a row agree with each other
 * but not with what is in force. So a pair whose second half is still being written is not read, and a change is served well within
 * three seconds.
 *
 * <p>It looks instead of asking the kernel: notifications are lost on network file systems and name only one of the links of a path.
 *
 * <h2>Threads</h2>
 *
 * One of its own.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Reloader reloader;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("frontdoor-watch").factory());
    private FileContents last;

    FileWatch(Reloader reloader) {
        this.reloader = reloader;
        this.last = reloader.look();
    }

    /** Watches from now on. */
    public static FileWatch start(Reloader reloader) {
        FileWatch watch = new FileWatch(reloader);
        var _ = watch.thread.scheduleWithFixedDelay(
                watch::lookSafely, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Reloads at once, on the watch's own thread: for a signal. */
    public void reloadNow() {
        thread.execute(() -> {
            if (reloader.reload() instanceof Reload.Unchanged) {
                log.info("reload: nothing has changed");
            }
        });
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).log("looking at the files failed; trying again");
        }
    }

    /** One look. */
    void look() {
        FileContents now = reloader.look();
        boolean atRest = now.equals(last);
        last = now;
        if (atRest && reloader.isChanged(now)) {
            var _ = reloader.reloadChanged();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
