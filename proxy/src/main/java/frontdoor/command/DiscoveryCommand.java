package frontdoor.command;

import frontdoor.admin.DiscoveryPages;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor discovery}: what HSTS hides, and who still comes in the clear. */
@Command(
        name = "discovery",
        mixinStandardHelpOptions = true,
        description =
                "Ask the running process what it has found: faults that HSTS hides, by site, and who still comes in the clear.")
final class DiscoveryCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return AdminClient.ask(file, json ? DiscoveryPages.JSON : DiscoveryPages.TEXT, terminal);
    }
}
