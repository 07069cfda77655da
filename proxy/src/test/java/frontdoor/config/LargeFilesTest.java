package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a configuration names, and that have grown to what no memory holds: they are measured and not read. */
class LargeFilesTest {
    private static final long OCTETS = 3L << 30;

    @TempDir
    private Path directory;

    /** As a log, or an archive, that a slip of the pen includes. */
    @Test
    void areProblemsOfTheLineThatIncludesThem() throws IOException {
        Path file = directory.resolve("sites.conf");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(OCTETS);
        }
        Path main = Files.writeString(directory.resolve("f.conf"), "\ninclude \"sites.conf\"\n");
        String told =
                "has 3221225472 bytes; a file of a configuration has at most 16777216: name the right one, or divide it"
                        + " into several that are included";

        assertThat(ConfigLoader.load(main).toString()).contains("f.conf:2: includes " + file + ": " + told);
        assertThat(ConfigLoader.load(file).toString()).contains("sites.conf: " + told);
    }

    /** The largest that is taken, in what a small container has: it is decoded piece by piece. */
    @Test
    void areTakenUpToTheirBound() throws IOException {
        String site =
                "frontdoor.sites.a { hosts = [a.test], certificate { chain = c, key = k }, backend = \"http://127.0.0.1:1\" }\n";
        String comment = "#" + "\u00e4 ".repeat(5_592_000) + "\n";
        Path file = Files.writeString(directory.resolve("f.conf"), comment + site);

        assertThat(ConfigLoader.load(file)).isInstanceOf(ConfigResult.Loaded.class);
        assertThat(Files.size(file)).isBetween(16_000_000L, 16L << 20);
    }

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
