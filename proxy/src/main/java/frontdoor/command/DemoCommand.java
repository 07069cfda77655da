package frontdoor.command;

import frontdoor.demo.LegacyApplication;
import frontdoor.development.DevelopmentPorts;
import frontdoor.development.DevelopmentSite;
import frontdoor.report.Cause;
import frontdoor.serve.ExitCode;
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
        DevelopmentLog.begin(options.quiet());
        try (LegacyApplication application = LegacyApplication.start()) {
            DevelopmentSite site = new DevelopmentSite("demo", "localhost", application.origin());
            String behind = "a built-in legacy application, %s without Frontdoor; its first page says what is mended"
                    .formatted(application.origin());
            return DevelopmentServing.serve(site, options, behind, terminal, ports -> compare(application, ports));
        } catch (IOException noPort) {
            terminal.err().println("frontdoor: " + Cause.inWords(noPort));
            return ExitCode.CANNOT_START;
        }
    }

    private void compare(LegacyApplication application, DevelopmentPorts ports) {
        try {
            application.compareWith(ports.https(), ports.admin());
        } catch (IOException failed) {
            terminal.err().println("frontdoor: the demo shows no answers before and after: " + Cause.inWords(failed));
        }
    }
}
