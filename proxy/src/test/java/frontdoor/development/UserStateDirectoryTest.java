package frontdoor.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserStateDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void isTheSystemsWhereItIsThere() throws Exception {
        Path ofSystem = Files.createDirectory(temporary.resolve("system"));

        assertThat(UserStateDirectory.find(ofSystem, "/xdg", "/home/a")).isEqualTo(ofSystem);
    }

    @Test
    void isTheUsersWhereTheSystemHasNone() {
        Path missing = temporary.resolve("missing");

        assertThat(UserStateDirectory.find(missing, null, "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/state/frontdoor"));
        assertThat(UserStateDirectory.find(missing, "/xdg", "/home/a")).isEqualTo(Path.of("/xdg/frontdoor"));
        assertThat(UserStateDirectory.find(missing, "xdg", "/home/a"))
                .as("a relative XDG_STATE_HOME counts for nothing")
                .isEqualTo(Path.of("/home/a/.local/state/frontdoor"));
        assertThat(UserStateDirectory.find(missing, "", "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/state/frontdoor"));
    }
}
