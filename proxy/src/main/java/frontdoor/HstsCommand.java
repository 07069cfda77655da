package frontdoor;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code frontdoor hsts}: what every host says about HSTS today, and what comes next. */
@Command(
        name = "hsts",
        mixinStandardHelpOptions = true,
        description =
                "Per host: the HSTS policy of today, the stage of its ramp, what comes next, what holds it, and until when"
                        + " browsers are bound.")
final class HstsCommand implements Callable<Integer> {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    public Integer call() {
        InstantSource clock = InstantSource.system();
        return switch (file.read(clock)) {
            case Reading.Bad(var problems) -> terminal.refuse(problems);
            case Reading.Good(var config, var certificates, var ledger) -> {
                ledger.faults().forEach(terminal::warn);
                yield print(HstsReport.of(config, certificates.store(), ledger, clock.instant()));
            }
        };
    }

    private int print(HstsReport report) {
        terminal.out().print(json ? HstsJson.of(report) : HstsText.of(report));
        terminal.out().flush();
        return ExitCode.GOOD;
    }
}
