package frontdoor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void isNotWritable() {
        assertThat(told(directory, new AccessDeniedException(directory.toString())))
                .isEqualTo("the state directory " + directory + " is not writable; make it so for this user,"
                        + " or choose another with state-directory (permission denied)");
        assertThat(told(directory, new FileSystemException("x", null, "Read-only file system")))
                .endsWith("state-directory (read-only file system)");
    }

    @Test
    void isNoDirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(told(file, new FileAlreadyExistsException(file.toString())))
                .isEqualTo("the state directory " + file + " is not a directory; choose another with state-directory");
    }

    @Test
    void cannotBeMade() {
        Path deep = directory.resolve("one").resolve("two");

        assertThat(told(deep, new AccessDeniedException(deep.toString())))
                .isEqualTo("the state directory " + deep + " does not exist, and cannot be made in " + directory
                        + "; make it for this user, or choose another with state-directory (permission denied)");
    }

    /** As in /proc, where the system says of what is to be made that it is missing. */
    @Test
    void cannotBeMadeSinceItIsMissing() {
        Path missing = directory.resolve("nope");

        assertThat(told(missing, new NoSuchFileException(missing.toString())))
                .isEqualTo("the state directory " + missing + " does not exist, and cannot be made in " + directory
                        + "; make it for this user, or choose another with state-directory");
    }

    private static String told(Path directory, IOException failed) {
        return UnusableDirectory.inWords(directory, failed, "state-directory");
    }
}
