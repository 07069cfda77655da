package frontdoor;

import frontdoor.admin.AdminPages;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor health}: whether the running process is alive, or ready. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Ask the running process whether it is alive; exit code 1 if it is not.")
final class HealthCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration that names admin.listen; as for run.")
    private @Nullable Path file;

    @Option(names = "--ready", description = "Ask whether it takes new requests instead.")
    private boolean ready;

    @Override
    public Integer call() {
        return AdminClient.ask(
                file,
                "GET",
                ready ? AdminPages.READY : AdminPages.HEALTH,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }
}
