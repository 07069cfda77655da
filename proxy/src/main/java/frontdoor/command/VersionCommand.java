package frontdoor.command;

import frontdoor.serve.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code frontdoor version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print the version.")
final class VersionCommand implements Runnable {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Override
    public void run() {
        terminal.out().println(Version.text());
    }
}
