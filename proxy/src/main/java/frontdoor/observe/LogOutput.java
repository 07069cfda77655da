package frontdoor.observe;

import frontdoor.log.LineOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where lines go: stdout, or a file that is appended to and opened anew when it was renamed or removed. A truncated file (copytruncate)
 * needs nothing: appending finds its new end.
 *
 * <h2>Threads</h2>
 *
 * Confined to the log's writer thread.
 */
final class LogOutput implements LineOutput {
    private final Optional<Path> file;
    private @Nullable FileChannel channel;
    private @Nullable Object openedKey;

    /** Appends to {@code file}, or writes to stdout if it is empty. */
    LogOutput(Optional<Path> file) {
        this.file = file;
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        FileChannel open = open();
        while (lines.hasRemaining()) {
            open.write(lines);
        }
    }

    private FileChannel open() throws IOException {
        if (channel != null && file.isPresent() && !Objects.equals(openedKey, keyOf(file.get()))) {
            close();
        }
        if (channel == null) {
            channel = file.isPresent()
                    ? FileChannel.open(file.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : new FileOutputStream(FileDescriptor.out).getChannel();
            openedKey = file.isPresent() ? keyOf(file.get()) : null;
        }
        return channel;
    }

    /** What tells one file from another at the same path (device and inode); null if there is none. */
    private static @Nullable Object keyOf(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException removed) {
            return null;
        }
    }

    /** Stdout stays open. */
    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null && file.isPresent()) {
            open.close();
        }
    }
}
