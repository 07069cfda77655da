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
        description = "Per host: the HSTS policy of today, the stage of its ramp, what comes next and what holds it.")
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
            case Reading.Good good ->
                print(HstsReport.of(good.config(), good.certificates().store(), clock.instant()));
        };
    }

    private int print(HstsReport report) {
        terminal.out().print(json ? HstsJson.of(report) : HstsText.of(report));
        terminal.out().flush();
        return ExitCode.GOOD;
    }
}
