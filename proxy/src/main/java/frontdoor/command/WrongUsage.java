package frontdoor.command;

import frontdoor.report.Spelling;
import frontdoor.serve.ExitCode;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage, told in one line that names what was probably meant. */
final class WrongUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException misused, String[] args) {
        CommandLine command = misused.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + text(misused, command) + "; see " + name + " --help");
        return ExitCode.USAGE;
    }

    private static String text(ParameterException misused, CommandLine command) {
        List<String> unmatched =
                misused instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched() : List.of();
        if (unmatched.isEmpty()) {
            return String.valueOf(misused.getMessage()).replaceFirst("^Invalid value for option '([^']+)': ", "$1: ");
        }
        String word = unmatched.getFirst().split("=", 2)[0];
        if (word.startsWith("-")) {
            return unknown("option", word, options(command));
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty() ? "one argument too many: " + word : unknown("command", word, commands);
    }

    /** There is nothing of this name, but perhaps something like it. */
    static String unknown(String kind, String word, Collection<String> known) {
        return "there is no " + kind + " " + word
                + Spelling.nearest(word, known)
                        .map(name -> ", did you mean " + name + "?")
                        .orElse("");
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }
}
