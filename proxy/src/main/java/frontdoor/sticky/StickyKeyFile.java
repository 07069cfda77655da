package frontdoor.sticky;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The file that a secret is kept in. Blocks. */
public final class StickyKeyFile {
    /** Its name in the state directory. */
    public static final String NAME = "sticky.key";

    private StickyKeyFile() {}

    private static StickyKey read(Path file) throws IOException {
        return StickyKey.ofText(Files.readAllBytes(file))
                .orElseThrow(() -> new IOException("it is too short for a key"));
    }

    /** The key in the state directory, which is made if there is none, for its owner alone. */
    public static StickyKey ofState(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try {
            return read(file);
        } catch (NoSuchFileException none) {
            make(file);
            return read(file);
        }
    }

    /** A new key that is in no file: as good as one until the process ends. */
    public static StickyKey passing() {
        byte[] secret = new byte[StickyKey.LEAST];
        new SecureRandom().nextBytes(secret);
        return StickyKey.of(secret);
    }

    private static void make(Path file) throws IOException {
        byte[] secret = new byte[StickyKey.LEAST];
        new SecureRandom().nextBytes(secret);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", ".key", owner);
        try {
            try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
                ByteBuffer text =
                        ByteBuffer.wrap((HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            // Another process may have been faster: the first one's is everybody's.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException faster) {
            return;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
