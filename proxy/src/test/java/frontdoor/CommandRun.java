package frontdoor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command that was run in this process: its exit code, and what it wrote to stdout and to stderr. */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs {@code frontdoor ARGUMENTS}. */
    public static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    public static CommandRun of(List<String> arguments) {
        return of(arguments.toArray(String[]::new));
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
