package frontdoor.command;

import frontdoor.serve.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor help}: what a command takes, as its {@code --help} says it. */
@Command(name = "help", mixinStandardHelpOptions = true, description = "Show the help of a command.")
final class HelpCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; without it, the program itself.")
    private @Nullable String name;

    @Override
    public Integer call() {
        Commands.named(name, spec).usage(terminal.out());
        return ExitCode.GOOD;
    }
}
