package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {
    private static List<String> names() {
        return new ArrayList<>(CommandLines.of().getSubcommands().keySet());
    }

    /** Those that need no other command to answer. */
    private static List<String> lonely() {
        return names().stream()
                .filter(name -> !Set.of("help", "man", "completion").contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lonely")
    void eachAnswersToItsNameAlone(String name) {
        assertThat(CommandLines.of(name, "--help").getSubcommands()).containsOnlyKeys(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachHasAHelpThatNamesTheExitCodes(String name) {
        CommandRun help = CommandRun.of(name, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("frontdoor " + name)
                .contains("--debug")
                .contains("Exit codes:", "  0 ", "  1 ", "  2 ", "  3 ", "  4 ");
        assertThat(CommandRun.of("help", name)).isEqualTo(help);
    }

    /** A3: those wait for nobody who reads stderr, whatever stands before their names. */
    @Test
    void knowsWhatServes() {
        assertThat(Commands.serves("run", "check")).isTrue();
        assertThat(Commands.serves("--debug", "run")).isTrue();
        assertThat(Commands.serves("--debug", "check", "run")).isFalse();
        assertThat(Commands.serves("--help")).isFalse();
        assertThat(Commands.serves()).isFalse();
    }

    @Test
    void theReadmeGivesTheExitCodesTheSameMeanings() throws IOException {
        String readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");
        ExitCode.meanings().forEach((code, meaning) -> assertThat(readme).contains(" " + code + " " + meaning));
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
                        "config",
                        "plan",
                        "explain",
                        "hsts",
                        "discovery",
                        "audit",
                        "certificates",
                        "reload",
                        "maintenance",
                        "health",
                        "version",
                        "help",
                        "man",
                        "completion");
        assertThat(CommandRun.of("help").out()).isEqualTo(help.out());
    }

    @ParameterizedTest
    @CsvSource({
        "chek, 'frontdoor: there is no command chek, did you mean check?; see frontdoor --help'",
        "help chek, 'frontdoor: there is no command chek, did you mean check?; see frontdoor --help'",
        "man adit, 'frontdoor: there is no command adit, did you mean audit?; see frontdoor --help'",
        "plan --naems x, 'frontdoor plan: there is no option --naems, did you mean --names?; see frontdoor plan --help'",
        "audit a --resolv=x, 'frontdoor audit: there is no option --resolv, did you mean --resolve?; see frontdoor audit --help'",
        "version x, 'frontdoor version: one argument too many: x; see frontdoor version --help'"
    })
    void namesWhatWasProbablyMeant(String arguments, String told) {
        CommandRun wrong = CommandRun.of(arguments.split(" "));
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.errLines()).containsExactly(told);
    }

    @Test
    void completesCommandsAndOptionsInAShell() {
        CommandRun script = CommandRun.of("completion");
        assertThat(script.exitCode()).isZero();
        assertThat(script.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("compinit", " frontdoor")
                .contains(names())
                .contains("'--names'", "'--connect-to'")
                .doesNotContain("--no-preload");
    }

    /** roff(7): nothing that is text begins with a dot, and minus is minus. */
    @ParameterizedTest
    @MethodSource("names")
    void eachHasAManualPage(String name) {
        CommandRun page = CommandRun.of("man", name);
        assertThat(page.exitCode()).isZero();
        assertThat(page.out())
                .startsWith(".TH FRONTDOOR\\-" + name.toUpperCase(Locale.ROOT) + " 1 ")
                .contains(
                        "\n.SH NAME\nfrontdoor\\-" + name + " \\- ",
                        "\n.SH SYNOPSIS\n",
                        "\n.SH OPTIONS\n",
                        "\n.SH EXIT STATUS\n")
                .contains("\\fB\\-h, \\-\\-help\\fR");
        assertThat(page.outLines())
                .filteredOn(line -> line.startsWith("."))
                .allMatch(line -> line.matches("\\.(TH|SH|TP|nf|fi)( .*)?"));
    }

    @Test
    void writesEveryManualPage(@TempDir Path directory) throws IOException {
        assertThat(CommandRun.of("man", "--directory", directory.resolve("man1").toString())
                        .exitCode())
                .isZero();
        try (Stream<Path> files = Files.list(directory.resolve("man1"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(names().size() + 1)
                    .contains("frontdoor.1", "frontdoor-plan.1");
        }
    }

    @Test
    void namesAPlaceThatCannotBeWrittenOnce(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("man1"), "");
        CommandRun run = CommandRun.of("man", "--directory", file.toString());
        assertThat(run)
                .isEqualTo(new CommandRun(1, "", "frontdoor man: " + file + ": cannot be written (not a directory)\n"));
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
