package frontdoor.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    void isSharedByWhoeverReadsTheSameSecret() {
        StickyKey one =
                StickyKey.ofText(bytes("0123456789abcdef0123456789abcdef\n")).orElseThrow();
        StickyKey other =
                StickyKey.ofText(bytes("  0123456789abcdef0123456789abcdef")).orElseThrow();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString("a key");
        assertThat(one.idOf("a")).isEqualTo(other.idOf("a"));
        assertThat(StickyKeyFile.passing()).isNotEqualTo(StickyKeyFile.passing());
        assertThat(StickyKey.ofText(bytes("0123456789abcdef0123456789abcde\n"))).isEmpty();
    }

    @Test
    void isNotReplacedWhenItIsTooShort() throws IOException {
        Path file = Files.writeString(directory.resolve(StickyKeyFile.NAME), "secret\n");
        assertThatThrownBy(() -> StickyKeyFile.ofState(directory)).hasMessage("it is too short for a key");
        assertThat(file).hasContent("secret");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
