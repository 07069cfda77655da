package frontdoor.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of things that can be at a path where a file was expected. They are told apart before anything is opened: a FIFO holds whoever opens
 * it until somebody writes, and a device may have no end.
 */
public final class OtherThanFile {
    /** The bits of a mode that tell the kind, and the kinds (inode(7)). */
    private static final int KIND = 0xf000;

    private static final Map<Integer, String> KINDS = Map.of(
            0x1000, "a FIFO",
            0x2000, "a device",
            0x4000, "a directory",
            0x6000, "a device",
            0xc000, "a socket");

    private OtherThanFile() {}

    /** What is at {@code path}, such as {@code a FIFO}; empty for a file, for a link to one, and where nothing can be told. Blocks. */
    public static Optional<String> at(Path path) {
        try {
            return Files.isRegularFile(path) || !(Files.getAttribute(path, "unix:mode") instanceof Integer mode)
                    ? Optional.empty()
                    : Optional.ofNullable(KINDS.get(mode & KIND));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return Files.isDirectory(path) ? Optional.of("a directory") : Optional.empty();
        }
    }
}
