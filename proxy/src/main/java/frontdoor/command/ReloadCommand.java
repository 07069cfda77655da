package frontdoor.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code frontdoor reload}: the running process reads its files again. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = "Make the running process read its files again; prints why if it refuses.")
final class ReloadCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Override
    public Integer call() {
        return AdminClient.reload(file, terminal);
    }
}
