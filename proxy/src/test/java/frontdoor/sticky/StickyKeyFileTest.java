package frontdoor.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StickyKeyFileTest {
    @TempDir
    private Path directory;

    @Test
    void isMadeOnceAndForItsOwnerAlone() throws IOException {
        StickyKey made = StickyKeyFile.ofState(directory);
        StickyKey again = StickyKeyFile.ofState(directory);
        assertThat(again.idOf("a")).isEqualTo(made.idOf("a"));
        Path file = directory.resolve(StickyKeyFile.NAME);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(file::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void isSharedByWhoeverReadsTheSameSecret() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), "0123456789abcdef0123456789abcdef\n");
        Path other = Files.writeString(directory.resolve("other"), "  0123456789abcdef0123456789abcdef");
        assertThat(StickyKeyFile.read(one).idOf("a"))
                .isEqualTo(StickyKeyFile.read(other).idOf("a"));
        assertThat(StickyKeyFile.passing().idOf("a"))
                .isNotEqualTo(StickyKeyFile.passing().idOf("a"));
    }

    @Test
    void saysWhatIsWrongWithAShortOne() throws IOException {
        Path file = Files.writeString(directory.resolve("short"), "secret\n");
        assertThatThrownBy(() -> StickyKeyFile.read(file))
                .hasMessageContaining("it has 6 octets; a key has at least 32");
    }
}
