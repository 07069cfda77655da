package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandsTest {
    private static List<String> names() {
        return new ArrayList<>(Main.commandLine().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachAnswersToItsNameAlone(String name) {
        CommandLine one = Main.commandLine(name, "--help");
        assertThat(one.getSubcommands()).containsOnlyKeys(name);
        CommandRun help = CommandRun.of(name, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("frontdoor " + name).contains("--debug");
    }

    /** In the order of a first day: serve, look, then operate. */
    @Test
    void theHelpShowsAll() {
        CommandRun help = CommandRun.of("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains(names());
        assertThat(names())
                .containsExactly(
                        "run",
                        "demo",
                        "proxy",
                        "check",
                        "plan",
                        "explain",
                        "hsts",
                        "discovery",
                        "audit",
                        "reload",
                        "health",
                        "version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rn", "--nonsense", "run.conf"})
    void whatIsNoCommandIsWrongUsage(String word) {
        CommandRun wrong = CommandRun.of(word);
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.errLines())
                .singleElement()
                .asString()
                .startsWith("frontdoor: ")
                .endsWith("see frontdoor --help");
    }

    /** An option of the program itself may come first. */
    @Test
    void debugMayPrecedeTheCommand() {
        assertThat(CommandRun.of("--debug", "version").exitCode()).isZero();
        assertThat(CommandRun.of("version", "--debug").exitCode()).isZero();
    }
}
