package frontdoor.command;

import frontdoor.report.Cause;
import frontdoor.serve.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor man}: the manual pages. */
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = "Print the manual page of a command in roff: frontdoor man plan | man -l -")
final class ManCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; without it, the program itself.")
    private @Nullable String name;

    @Option(names = "--directory", paramLabel = "DIR", description = "Write every page into this directory instead.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        CommandLine asked = Commands.named(name, spec);
        if (directory == null) {
            terminal.out().print(ManPage.of(asked));
            terminal.out().flush();
            return ExitCode.GOOD;
        }
        List<CommandLine> all = new ArrayList<>(List.of(spec.root().commandLine()));
        all.addAll(spec.root().subcommands().values());
        try {
            Files.createDirectories(directory);
            for (CommandLine one : all) {
                Files.writeString(directory.resolve(ManPage.name(one.getCommandSpec()) + ".1"), ManPage.of(one));
            }
            return ExitCode.GOOD;
        } catch (IOException unwritable) {
            terminal.tell(directory + ": cannot be written (" + Cause.inWords(unwritable) + ")");
            return ExitCode.PROBLEMS;
        }
    }
}
