package frontdoor.command;

import frontdoor.hsts.HstsJson;
import frontdoor.hsts.HstsReport;
import frontdoor.hsts.HstsText;
import frontdoor.serve.ExitCode;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor hsts}: what every host says about HSTS today, and what comes next. */
@Command(
        name = "hsts",
        mixinStandardHelpOptions = true,
        description =
                "Show the HSTS policy of every host, the stage of its ramp, what comes next, what holds it, and until when"
                        + " browsers are bound. Opens no port.")
final class HstsCommand implements FileCommand {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private final AtOption at = new AtOption();

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
        Instant then = at.instant();
        return switch (file.read(InstantSource.fixed(then))) {
            case Reading.Bad(var problems) -> terminal.refuse(problems);
            case Reading.Good(var config, var certificates, var ledger) -> {
                ledger.faults().forEach(terminal::warn);
                yield print(HstsReport.of(config, certificates, ledger, then));
            }
        };
    }

    private int print(HstsReport report) {
        terminal.out().print(json ? HstsJson.of(report) : HstsText.of(report));
        terminal.out().flush();
        return ExitCode.GOOD;
    }
}
