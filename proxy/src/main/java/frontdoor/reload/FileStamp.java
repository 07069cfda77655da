package frontdoor.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stamp of a file, which the system tells without opening it. Links are followed, so a link that is swapped anywhere on the way leads
 * to another inode.
 *
 * @param changed when contents, name, owner or times were changed last: unlike the time of modification, nobody can set it
 * @param inode which file it is
 * @param size in octets
 */
record FileStamp(FileTime changed, long inode, long size) {
    /** Coarser than any clock of a file system: of what is younger, a later change may bear the same stamp. */
    private static final Duration TICK = Duration.ofSeconds(3);

    /** The stamp of what is at {@code path}; null where the system tells none, as of a file that is not there. Blocks. */
    static @Nullable FileStamp of(Path path) {
        try {
            Map<String, Object> told = Files.readAttributes(path, "unix:ctime,ino,size");
            return told.get("ctime") instanceof FileTime changed
                            && told.get("ino") instanceof Long inode
                            && told.get("size") instanceof Long size
                    ? new FileStamp(changed, inode, size)
                    : null;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return null;
        }
    }

    /** Whether a change from {@code now} on would show. */
    boolean isSettledAt(Instant now) {
        return changed.toInstant().isBefore(now.minus(TICK));
    }
}
