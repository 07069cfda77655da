package frontdoor;

import frontdoor.demo.LegacyApplication;
import frontdoor.development.DevelopmentSite;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code frontdoor demo}: a front door with a legacy application behind it, to look at. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Serve a built-in legacy application over a development certificate, on loopback addresses.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final DevelopmentOptions options = new DevelopmentOptions();

    @Override
    public Integer call() {
        terminal.takeStderr();
        DevelopmentLog.quiet();
        try (LegacyApplication application = LegacyApplication.start()) {
            DevelopmentSite site = new DevelopmentSite("demo", "localhost", application.origin());
            String behind = "a built-in legacy application, %s without Frontdoor; its first page says what is mended"
                    .formatted(application.origin());
            return DevelopmentServing.serve(site, options, behind, terminal);
        } catch (IOException noPort) {
            terminal.err().println("frontdoor: " + noPort.getMessage());
            return ExitCode.CANNOT_START;
        }
    }
}
