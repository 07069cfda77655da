package frontdoor;

import frontdoor.admin.AdminPages;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor reload}: the running process reads its files again. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = "Make the running process read its files again; prints why if it refuses.")
final class ReloadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration that names admin.listen; as for run.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        return AdminClient.ask(
                file,
                "POST",
                AdminPages.RELOAD,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }
}
