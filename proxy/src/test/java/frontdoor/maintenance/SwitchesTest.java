package frontdoor.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchesTest {
    private final Switches switches = Switches.NONE.with("shop", true, "off").with("two words", false, "page");

    @TempDir
    private Path directory;

    @Test
    void holdWhileTheConfigurationSaysTheSame() {
        assertThat(switches.find("shop", "off")).isEqualTo(Switched.ON);
        assertThat(switches.find("shop", "page")).isEqualTo(Switched.NOT);
        assertThat(switches.find("two words", "page")).isEqualTo(Switched.OFF);
        assertThat(switches.find("other", "off")).isEqualTo(Switched.NOT);
        assertThat(switches.with("shop", false, "off").find("shop", "off")).isEqualTo(Switched.OFF);
    }

    @Test
    void areForgottenOnceItSaysSomethingElse() {
        Switches holding = switches.holding(name -> name.equals("shop") ? "page" : "page");
        assertThat(holding.find("shop", "off")).isEqualTo(Switched.NOT);
        assertThat(holding.find("two words", "page")).isEqualTo(Switched.OFF);
        assertThat(switches.holding(_ -> null)).isEqualTo(Switches.NONE);
    }

    @Test
    void surviveInAFile() throws IOException {
        SwitchFile file = new SwitchFile(directory);
        assertThat(file.read()).isEqualTo(Switches.NONE);
        file.write(switches);
        assertThat(file.read()).isEqualTo(switches);
        assertThat(directory.toFile().list()).containsExactly("maintenance");
    }

    @Test
    void passOverLinesThatAreNone() {
        assertThat(Switches.parse("nonsense\non 00 shop\n" + switches.text() + "off"))
                .isEqualTo(switches);
    }
}
