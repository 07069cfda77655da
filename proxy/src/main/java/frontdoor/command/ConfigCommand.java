package frontdoor.command;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.hocon.DecidedValue;
import frontdoor.report.Json;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor config}: everything that is in force, defaults among it, each value with its place. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = {
            "Print the configuration in force: every value, with the file and line that decided it. Opens no port.",
            "What is printed is a configuration again; secrets are left out."
        })
final class ConfigCommand implements FileCommand {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public ConfigFileArgument file() {
        return file;
    }

    @Override
    public Integer call() {
        return file.noneNamed().map(none -> terminal.refuse(List.of(none))).orElseGet(this::print);
    }

    private int print() {
        ConfigLoader.Effective read = ConfigLoader.loadEffective(file.path());
        if (read.result() instanceof ConfigResult.Rejected(List<Problem> problems, var _)) {
            return terminal.refuse(problems);
        }
        if (json) {
            terminal.out().println(json(read.values()));
        } else {
            print(read.values(), terminal.out());
        }
        return ExitCode.GOOD;
    }

    private static void print(List<DecidedValue> values, PrintWriter out) {
        for (DecidedValue value : values) {
            String line = value.text()
                    .map(text -> "frontdoor." + value.key() + " = " + text)
                    .orElseGet(() -> "# frontdoor." + value.key() + " is a secret, and left out");
            out.println(line + "  # " + value.place());
        }
    }

    private static String json(List<DecidedValue> values) {
        return Json.write(values.stream()
                .map(value -> Json.object(
                        "key", value.key(),
                        "value", value.text().orElse(null),
                        "file", value.place().file(),
                        "line", value.place().line()))
                .toList());
    }
}
