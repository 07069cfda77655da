package frontdoor;

import frontdoor.command.CommandLines;
import frontdoor.log.Stderr;
import frontdoor.serve.ExitCode;
import java.time.Duration;
import java.util.Arrays;

/** The place where the program starts. */
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
        int exitCode = CommandLines.execute(args);
        Stderr.flush(LAST_LINES);
        System.exit(exitCode);
    }
}
