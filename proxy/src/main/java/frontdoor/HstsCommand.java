package frontdoor;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.Problem;
import frontdoor.snapshot.CertificateReading;
import frontdoor.snapshot.LoadedCertificates;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor hsts}: what every host says about HSTS today, and what comes next. */
@Command(
        name = "hsts",
        mixinStandardHelpOptions = true,
        description = "Per host: the HSTS policy of today, the stage of its ramp, what comes next and what holds it.")
final class HstsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration; by default $FRONTDOOR_CONFIG, then /etc/frontdoor/frontdoor.conf.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return switch (ConfigLoader.load(ConfigFile.find(file))) {
            case ConfigResult.Rejected(List<Problem> problems, var _) -> refuse(problems);
            case ConfigResult.Loaded(FrontdoorConfig config, var _) -> report(config, InstantSource.system());
        };
    }

    private int report(FrontdoorConfig config, InstantSource clock) {
        return switch (CertificateReading.read(config, LoadedCertificates.NONE, clock)) {
            case CertificateReading.Bad(List<Problem> problems) -> refuse(problems);
            case CertificateReading.Good(LoadedCertificates certificates) -> {
                HstsReport report = HstsReport.of(config, certificates.store(), clock.instant());
                spec.commandLine().getOut().print(json ? HstsJson.of(report) : HstsText.of(report));
                spec.commandLine().getOut().flush();
                yield ExitCode.GOOD;
            }
        };
    }

    private int refuse(List<Problem> problems) {
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        return ExitCode.PROBLEMS;
    }
}
