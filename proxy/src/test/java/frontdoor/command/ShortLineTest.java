package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that are understood without picocli: they print what picocli's would. */
class ShortLineTest {
    @TempDir
    Path directory;

    private Path write(String site) throws IOException {
        PemPair.of("shop.test").writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
        return Files.writeString(directory.resolve("frontdoor.conf"), """
                frontdoor.state-directory = state
                frontdoor.sites.shop {
                  hosts = ["shop.test"]
                  certificate { chain = a.crt, key = a.key }
                  %s
                }
                """.formatted(site));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "plan", "hsts"})
    void printsWhatTheWholeCommandPrints(String command) throws IOException {
        Path file = write("backend = \"http://127.0.0.1:1\"");
        CommandRun whole = CommandRun.of(command, file.toString());
        assertThat(whole.exitCode()).isZero();

        assertThat(run(command, file.toString())).contains(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "plan", "hsts"})
    void tellsOfProblemsAsTheWholeCommandDoes(String command) throws IOException {
        Path file = write("backend = 7");
        CommandRun whole = CommandRun.of(command, file.toString());
        assertThat(whole.exitCode()).isOne();

        assertThat(run(command, file.toString())).contains(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-V", "@arguments", "", "a\0b"})
    void leavesToPicocliWhatIsNoFile(String word) {
        assertThat(ShortLine.of(false, "check", word)).isEmpty();
    }

    @Test
    void leavesOtherCommandsToPicocli() {
        assertThat(run("version")).isEmpty();
        assertThat(run("chekc", "frontdoor.conf")).isEmpty();
        assertThat(ShortLine.of(false, "explain", "https://shop.test/", "frontdoor.conf"))
                .isEmpty();
    }

    /** Colours and widths are picocli's to know. */
    @Test
    void leavesToPicocliWhatAPersonReads() {
        assertThat(ShortLine.of(true, "plan", "frontdoor.conf")).isEmpty();
        assertThat(ShortLine.of(true, "run", "frontdoor.conf")).isPresent();
    }

    private static Optional<CommandRun> run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        OptionalInt exitCode =
                ShortLine.of(false, args).orElseThrow().execute(new PrintWriter(out, true), new PrintWriter(err, true));
        return exitCode.isPresent()
                ? Optional.of(new CommandRun(exitCode.getAsInt(), out.toString(), err.toString()))
                : Optional.empty();
    }
}
