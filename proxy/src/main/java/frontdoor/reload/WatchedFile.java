package frontdoor.reload;

import frontdoor.files.FileDigest;
import frontdoor.files.FilePattern;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One file, or pattern, and what was seen of it last. */
final class WatchedFile {
    private final Path path;
    /** Null where it cannot be relied on. */
    private @Nullable FileStamp stamp;

    private @Nullable String digest;

    WatchedFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Looks once; blocks.
     *
     * @param now no later than the look
     * @param read whether to read it whatever its stamp says
     * @return whether it holds something else than at the last look
     */
    boolean look(Instant now, boolean read) {
        FileStamp fresh = FileStamp.of(stamped());
        if (!read && fresh != null && fresh.equals(stamp)) {
            return false;
        }
        String before = digest;
        digest = FileDigest.of(path);
        stamp = fresh != null && fresh.isSettledAt(now) ? fresh : null;
        return !digest.equals(before);
    }

    /** What bears the stamp: of a pattern the directory. */
    private Path stamped() {
        return FilePattern.isPattern(path) ? FilePattern.directoryOf(path) : path;
    }

    /** What it held at the last look. */
    String digest() {
        return digest == null ? "" : digest;
    }
}
