package frontdoor.command;

import frontdoor.log.Stderr;
import frontdoor.serve.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program's command line, put together of the commands that its arguments need. */
public final class CommandLines {
    private CommandLines() {}

    /** Runs the command that {@code args} name and returns its exit code, see {@link ExitCode}. */
    public static int execute(String... args) {
        try {
            return executed(args);
        } catch (Throwable thrown) {
            // Errors, of which nobody else hears: without descriptors or memory not even classes can be read.
            LastWord.of(thrown, System.err);
            return ExitCode.CANNOT_START;
        }
    }

    private static int executed(String... args) {
        boolean serves = Commands.serves(args);
        PrintWriter err = serves ? Stderr.writer() : new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        if (serves) {
            // Nothing that serves waits for whoever reads stderr, but for a while who tells why it cannot start.
            Stderr.takeSystemErr();
        }
        OptionalInt exitCode = shortly(err, args);
        return exitCode.isPresent() ? exitCode.getAsInt() : of(args).setErr(err).execute(args);
    }

    /** The exit code of {@code args} where they need no picocli. */
    private static OptionalInt shortly(PrintWriter err, String... args) {
        boolean personLooksOn = !Commands.serves(args) && (isColoured() || Terminal.isTerminal());
        Optional<ShortLine> line = ShortLine.of(personLooksOn, args);
        if (line.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return line.get().execute(new PrintWriter(System.out, true, StandardCharsets.UTF_8), err);
        } catch (RuntimeException failed) {
            err.println(unexpected(failed));
            return OptionalInt.of(ExitCode.CANNOT_START);
        }
    }

    /** Whether colours are wanted where no person looks on, too: picocli knows how. */
    private static boolean isColoured() {
        return System.getenv("CLICOLOR_FORCE") != null || System.getProperty("picocli.ansi") != null;
    }

    private static String unexpected(Exception failed) {
        return "frontdoor: " + LastWord.inWords(failed) + "; --debug tells where";
    }

    /** The command line that can answer {@code args}; without any, the whole. */
    public static CommandLine of(String... args) {
        CommandLine commandLine = new CommandLine(new FrontdoorCommand());
        Commands.needed(args).forEach(commandLine::addSubcommand);
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        commandLine.setColorScheme(
                CommandLine.Help.defaultColorScheme(System.getenv("NO_COLOR") == null ? Ansi.AUTO : Ansi.OFF));
        commandLine.setParameterExceptionHandler(new WrongUsage());
        commandLine.setUsageHelpAutoWidth(true);
        tellExitCodes(commandLine);
        commandLine.setExecutionExceptionHandler((exception, failed, _) -> {
            failed.getErr().println(unexpected(exception));
            if (FrontdoorCommand.debug(failed)) {
                exception.printStackTrace(failed.getErr());
            }
            return ExitCode.CANNOT_START;
        });
        return commandLine;
    }

    private static void tellExitCodes(CommandLine commandLine) {
        Stream.concat(Stream.of(commandLine), commandLine.getSubcommands().values().stream())
                .map(one -> one.getCommandSpec().usageMessage())
                .forEach(help -> help.exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.meanings()));
    }
}
