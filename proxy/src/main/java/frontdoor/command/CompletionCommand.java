package frontdoor.command;

import frontdoor.serve.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code frontdoor completion}: what lets a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description =
                "Print a script that makes bash and zsh complete commands and options: source <(frontdoor completion)")
final class CompletionCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("frontdoor", spec.root().commandLine()));
        terminal.out().flush();
        return ExitCode.GOOD;
    }
}
