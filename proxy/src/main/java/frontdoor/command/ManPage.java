package frontdoor.command;

import frontdoor.serve.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of one command in roff, from the very model that reads the command line, so that both say the same. */
final class ManPage {
    private final CommandSpec command;
    private final List<String> lines = new ArrayList<>();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** The page of {@code command}; its lines end with a line feed. */
    static String of(CommandLine command) {
        ManPage page = new ManPage(command.getCommandSpec());
        page.head();
        page.arguments();
        page.options();
        page.commands();
        page.exitCodes();
        page.seeAlso();
        return String.join("\n", page.lines) + "\n";
    }

    /** What the page is called: {@code frontdoor-plan}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private void head() {
        String[] description = command.usageMessage().description();
        String first = description.length == 0 ? "" : description[0];
        int sentence = first.indexOf(". ");
        lines.add(".TH " + escaped(name(command).toUpperCase(Locale.ROOT)) + " 1 \"\" \"" + escaped(Version.text())
                + '"');
        section("NAME");
        lines.add(escaped(name(command)) + " \\- " + escaped(sentence < 0 ? first : first.substring(0, sentence)));
        section("SYNOPSIS");
        lines.add(".nf");
        new Help(command, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .lines()
                .forEach(this::text);
        lines.add(".fi");
        section("DESCRIPTION");
        List.of(description).forEach(this::text);
    }

    private void arguments() {
        if (!command.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            command.positionalParameters().forEach(argument -> entry(argument.paramLabel(), argument));
        }
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                entry(String.join(", ", option.names()) + value, option);
            }
        }
    }

    private void commands() {
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands().forEach((name, one) -> {
                term(name);
                text(String.join(" ", one.getCommandSpec().usageMessage().description()));
            });
        }
    }

    private void exitCodes() {
        section("EXIT STATUS");
        for (Map.Entry<String, String> code :
                command.usageMessage().exitCodeList().entrySet()) {
            term(code.getKey());
            text(code.getValue());
        }
    }

    private void seeAlso() {
        section("SEE ALSO");
        CommandSpec parent = command.parent();
        if (parent != null) {
            text(name(parent) + "(1)");
        } else {
            text(String.join(
                    ", ",
                    command.subcommands().values().stream()
                            .map(one -> name(one.getCommandSpec()) + "(1)")
                            .toList()));
        }
    }

    private void entry(String term, ArgSpec argument) {
        term(term);
        text(String.join(" ", argument.description()));
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private void term(String text) {
        lines.add(".TP");
        lines.add("\\fB" + escaped(text) + "\\fR");
    }

    private void text(String text) {
        boolean control = text.startsWith(".") || text.startsWith("'");
        lines.add((control ? "\\&" : "") + escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
