package frontdoor;

import frontdoor.command.Commands;
import frontdoor.command.FrontdoorCommand;
import frontdoor.command.WrongUsage;
import frontdoor.log.Stderr;
import frontdoor.report.Cause;
import frontdoor.serve.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where the program starts. */
public final class Main {
    /** What the last lines have to come out: more than a reader who reads needs, and nobody else is waited for. */
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private Main() {}

    /** Runs the command named by {@code args} and ends the process with its exit code, see {@link ExitCode}. */
    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--debug")) {
            System.setProperty("frontdoor.exceptions", "full");
        }
        UncaughtFailures.handle();
        CommandLine commandLine = commandLine(args);
        if (Commands.serves(args)) {
            // Nothing that serves waits for whoever reads stderr, but for a while who tells why it cannot start.
            Stderr.takeSystemErr();
            commandLine.setErr(Stderr.writer());
        }
        int exitCode = commandLine.execute(args);
        Stderr.flush(LAST_LINES);
        System.exit(exitCode);
    }

    /** The command line that can answer {@code args}; without any, the whole. */
    public static CommandLine commandLine(String... args) {
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
            failed.getErr().println("frontdoor: " + Cause.inWords(exception) + "; --debug tells where");
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
