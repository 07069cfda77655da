package frontdoor.serve;

import frontdoor.loop.Periodically;
import frontdoor.reload.SingleFileMounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of files that are mounted by themselves: once that a replacement will not be seen, and once when there was one.
 *
 * <h2>Threads</h2>
 *
 * One of its own, and none where nothing is mounted so.
 */
final class MountWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MountWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Periodically looks = new Periodically("frontdoor-mounts", "looking at mounted files");
    /** Those that show what they should, as far as is known. */
    private final List<Path> fresh;

    private MountWatch(List<Path> mounted) {
        this.fresh = new ArrayList<>(mounted);
    }

    /** Watches those of {@code files} that need it. */
    static AutoCloseable start(Collection<Path> files) {
        List<Path> mounted = SingleFileMounts.among(files);
        if (mounted.isEmpty()) {
            return () -> {};
        }
        mounted.forEach(
                file -> log.atWarn()
                        .addKeyValue("file", file)
                        .log(
                                "this file is mounted by itself, so a new one in its place will not be seen; mount its directory"));
        MountWatch watch = new MountWatch(mounted);
        watch.looks.start(watch::look, Duration.ZERO, () -> PERIOD);
        return watch;
    }

    private void look() {
        fresh.removeIf(file -> {
            boolean stale = SingleFileMounts.isStale(file);
            if (stale) {
                log.atError()
                        .addKeyValue("file", file)
                        .log(
                                "a new file has taken the place of this one, and cannot be seen in here: mount its directory,"
                                        + " or restart the container");
            }
            return stale;
        });
    }

    @Override
    public void close() {
        looks.close();
    }
}
