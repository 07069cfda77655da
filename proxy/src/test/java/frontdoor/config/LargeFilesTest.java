package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a configuration names, and that have grown to what no memory holds: they are measured and not read. */
class LargeFilesTest {
    private static final long OCTETS = 3L << 30;

    @TempDir
    private Path directory;

    @Test
    void areProblemsOfTheValuesThatNameThem() throws IOException {
        Path file = directory.resolve("page.html");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(OCTETS);
        }
        ConfigResult result = ConfigLoader.parse("f.conf", """
                frontdoor.sites.a {
                  hosts = [a.test], certificate { chain = c, key = k }
                  backend = "http://127.0.0.1:1"
                  error-pages { "502" = "%1$s" }
                  basic-auth.users-file = "%1$s"
                }
                """.formatted(file));
        assertThat(result.toString())
                .contains("f.conf:4: sites.a.error-pages.502: " + file
                        + ": has 3221225472 bytes; at most 65536 are possible")
                .contains(
                        "f.conf:5: sites.a.basic-auth.users-file: " + file + ": has 3221225472 bytes; at most 1048576");
    }
}
