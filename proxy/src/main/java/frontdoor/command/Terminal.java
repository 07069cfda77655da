package frontdoor.command;

import frontdoor.report.Paint;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    private @Nullable Bare bare;

    /** The outputs where picocli has set nothing, and no person looks on; {@code name} is the command as it is called. */
    record Bare(String name, PrintWriter out, PrintWriter err) {}

    /** Goes to {@code bare} from now on, rather than where picocli has it. */
    void printTo(Bare bare) {
        this.bare = bare;
    }

    PrintWriter out() {
        return bare == null ? command.commandLine().getOut() : bare.out();
    }

    PrintWriter err() {
        return bare == null ? command.commandLine().getErr() : bare.err();
    }

    Paint paint() {
        return bare == null && command.commandLine().getColorScheme().ansi().enabled()
                ? Terminal::coloured
                : Paint.NONE;
    }

    /** Tells of each problem in a line of its own, and returns the exit code that says so. */
    int refuse(List<Problem> problems) {
        problems.forEach(err()::println);
        return ExitCode.PROBLEMS;
    }

    /** Tells in a line of its own why the command does not do what it was asked for. */
    void tell(String why) {
        err().println((bare == null ? command.qualifiedName() : bare.name()) + ": " + why);
    }

    /** Whether a person looks on. */
    @SuppressWarnings("SystemConsoleNull") // Where the runtime has java.base alone there may be none.
    static boolean isTerminal() {
        // Java 22 to 24 have a console that is no terminal, all others have none.
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Characters of a line that people read on a terminal; without one, lines have no bounds. */
    int width() {
        if (bare != null || !isTerminal()) {
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
