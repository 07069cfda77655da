package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output of {@code frontdoor hsts} for a ramp, on whatever day it is asked about. HSTS.md 4. */
class HstsCommandTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeARamp() throws IOException {
        file = directory.resolve("frontdoor.conf");
        Instant from = Instant.parse("2000-01-01T00:00:00Z");
        PemPair.between(from, from.plus(Duration.ofDays(90)), "shop.test")
                .writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
        Files.writeString(file, """
                frontdoor.state-directory = state
                frontdoor.sites.shop {
                  hosts = ["shop.test"]
                  certificate { chain = a.crt, key = a.key }
                  hsts { max-age = 365d, ramp { started = 2000-01-03, stages = [5m, 7d] } }
                  backend = "http://127.0.0.1:1"
                }
                """);
    }

    private CommandRun hsts(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "hsts";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.of(arguments);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2000-01-02,           none,           0 of 3
            2000-01-03T00:00:00Z, max-age=300,    1 of 3
            2000-01-04,           max-age=604800, 2 of 3
            """)
    void tellsTheStageOfAnyDay(String at, String policy, String stage) {
        CommandRun result = hsts("--at", at);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).containsPattern("shop.test +" + policy + " +" + stage);
    }

    @Test
    void saysWhatIsWrongWithADateInOneLine() {
        assertThat(hsts("--at", "tomorrow"))
                .isEqualTo(new CommandRun(
                        ExitCode.USAGE,
                        "",
                        "frontdoor hsts: --at: 'tomorrow' is no date; write 2027-01-31 or"
                                + " 2027-01-31T12:00:00Z; see frontdoor hsts --help\n"));
    }
}
