package frontdoor.challenge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The answers that another client has written below a webroot. Nothing else is ever read: below the root no symbolic link is followed, each
 * directory is opened in the one before it, and only plain files of {@link #MOST_OCTETS} octets at most are answers.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
final class WebrootFiles {
    /** A token and a digest, with a dot between, are a tenth of that. */
    static final int MOST_OCTETS = 4096;

    private static final Path WELL_KNOWN = Path.of(".well-known");
    private static final Path CHALLENGES = Path.of("acme-challenge");

    private WebrootFiles() {}

    /** What is there for {@code token}, which has no characters but those of base64url; empty where there is nothing. Blocks. */
    static Optional<byte[]> find(Path root, String token) throws IOException {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(root)) {
            if (!(opened instanceof SecureDirectoryStream<Path> top)) {
                throw new IOException("directories of this system cannot be opened one in the other");
            }
            try (SecureDirectoryStream<Path> wellKnown = top.newDirectoryStream(WELL_KNOWN, LinkOption.NOFOLLOW_LINKS);
                    SecureDirectoryStream<Path> answers =
                            wellKnown.newDirectoryStream(CHALLENGES, LinkOption.NOFOLLOW_LINKS)) {
                return read(answers, Path.of(token));
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> read(SecureDirectoryStream<Path> answers, Path file) throws IOException {
        BasicFileAttributes found = answers.getFileAttributeView(
                        file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!found.isRegularFile() || found.size() > MOST_OCTETS) {
            return Optional.empty();
        }
        try (SeekableByteChannel channel =
                answers.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer octets = ByteBuffer.allocate(MOST_OCTETS);
            int read = 0;
            while (read >= 0 && octets.hasRemaining()) {
                read = channel.read(octets);
            }
            return Optional.of(Arrays.copyOf(octets.array(), octets.position()));
        }
    }
}
