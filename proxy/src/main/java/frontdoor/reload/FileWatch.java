package frontdoor.reload;

import frontdoor.loop.Periodically;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads when files have changed and come to rest: it looks once a second (at thousands of files less often), and reloads when two looks in a
 * row agree with each other but not with what is in force. So a pair whose second half is still being written is not read, and a change is
 * served well within three seconds.
 *
 * <p>It looks instead of asking the kernel: notifications are lost on network file systems and name only one of the links of a path.
 *
 * <h2>Threads</h2>
 *
 * One of its own.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);
    /** Between a look that has found something else and the one that tells whether it has come to rest. */
    private static final Duration SECOND = Duration.ofMillis(250);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** Leaves time for the second look, and for reading, within the three seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    /** So many files are looked at in the shortest period; with more of them it grows. */
    private static final int FILES = 2_000;

    private final Reloader reloader;
    private final Periodically looks = new Periodically("frontdoor-watch", "looking at the files");
    private FileContents last;
    private boolean resting;

    FileWatch(Reloader reloader) {
        this.reloader = reloader;
        this.last = reloader.look();
    }

    /** Watches from now on. */
    public static FileWatch start(Reloader reloader) {
        FileWatch watch = new FileWatch(reloader);
        watch.looks.start(watch::look, SECOND, watch::pause);
        return watch;
    }

    private Duration pause() {
        return resting ? pauseFor(reloader.watched()) : SECOND;
    }

    /** How long to wait before the next look at so many files. */
    static Duration pauseFor(int files) {
        Duration proportional = SHORTEST.multipliedBy(files).dividedBy(FILES);
        Duration least = proportional.compareTo(SHORTEST) > 0 ? proportional : SHORTEST;
        return least.compareTo(LONGEST) < 0 ? least : LONGEST;
    }

    /** Reloads at once, on the watch's own thread: for a signal. */
    public void reloadNow() {
        looks.execute(() -> {
            if (reloader.reload() instanceof Reload.Unchanged) {
                log.info("reload: nothing has changed");
            }
        });
    }

    /** One look. */
    void look() {
        FileContents now = reloader.look();
        resting = now.equals(last);
        last = now;
        if (resting && reloader.isChanged(now)) {
            var _ = reloader.reloadChanged();
        }
    }

    @Override
    public void close() {
        looks.close();
    }
}
