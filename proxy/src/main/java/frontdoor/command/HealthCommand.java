package frontdoor.command;

import frontdoor.admin.AdminPages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor health}: whether the running process is alive, or ready. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Ask the running process whether it is alive; exit code 1 if it is not.")
final class HealthCommand implements FileCommand {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Option(names = "--ready", description = "Ask whether it takes new requests instead.")
    private boolean ready;

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
        return AdminClient.ask(file, ready ? AdminPages.READY : AdminPages.HEALTH, terminal);
    }
}
