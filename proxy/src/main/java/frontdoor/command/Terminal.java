package frontdoor.command;

import frontdoor.report.Paint;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The two outputs of every command: results to stdout, all else to stderr. Colours are for people: none where output
 * goes elsewhere, or where NO_COLOR asks for none.
 */
@Command
final class Terminal {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    Paint paint() {
        return command.commandLine().getColorScheme().ansi().enabled() ? Terminal::coloured : Paint.NONE;
    }

    /** Tells of each problem in a line of its own, and returns the exit code that says so. */
    int refuse(List<Problem> problems) {
        problems.forEach(err()::println);
        return ExitCode.PROBLEMS;
    }

    /** Tells in a line of its own why the command does not do what it was asked for. */
    void tell(String why) {
        err().println(command.qualifiedName() + ": " + why);
    }

    /** Characters of a line that people read on a terminal; without one, lines have no bounds. */
    @SuppressWarnings("SystemConsoleNull") // Where the runtime has java.base alone there may be none.
    int width() {
        // Java 22 to 24 have a console that is no terminal, all others have none.
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Integer.MAX_VALUE;
        }
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,3}")
                ? Integer.parseInt(columns)
                : command.usageMessage().width();
    }

    /** Tells in a line of its own what does not change the exit code. */
    void warn(Object warning) {
        err().println("warning: " + warning);
    }

    /** Tells in a line of its own what is good to know. */
    void note(Object note) {
        err().println("note: " + note);
    }

    private static String coloured(Paint.Tone tone, String text) {
        Style[] styles = switch (tone) {
            case TITLE -> new Style[] {Style.bold};
            case URL -> new Style[] {Style.fg_cyan};
            case STATUS -> new Style[] {Style.bold};
            case FAINT -> new Style[] {Style.faint};
            case ERROR -> new Style[] {Style.bold, Style.fg_red};
            case WARNING -> new Style[] {Style.bold, Style.fg_yellow};
            case NOTE -> new Style[] {Style.fg_blue};
            case ADDED -> new Style[] {Style.fg_green};
            case REMOVED -> new Style[] {Style.fg_red};
        };
        return Style.on(styles) + text + Style.off(styles) + Style.reset.off();
    }
}
