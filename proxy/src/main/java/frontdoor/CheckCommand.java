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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor check}: every problem of a configuration and its certificates at once, without touching a port. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Validate a configuration: every problem at once, with file and line. Opens no port.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration; by default $FRONTDOOR_CONFIG, then /etc/frontdoor/frontdoor.conf.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        Path found = ConfigFile.find(file);
        return switch (ConfigLoader.load(found)) {
            case ConfigResult.Rejected(List<Problem> problems, var _) ->
                report(ConfigProblems.withCertificates(found, problems));
            case ConfigResult.Loaded(FrontdoorConfig config, var _) -> checkCertificates(found, config);
        };
    }

    private int checkCertificates(Path found, FrontdoorConfig config) {
        return switch (CertificateReading.read(config, LoadedCertificates.NONE, InstantSource.system())) {
            case CertificateReading.Bad(List<Problem> problems) -> report(problems);
            case CertificateReading.Good(LoadedCertificates certificates) -> {
                certificates
                        .warnings()
                        .forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
                int hosts = config.sites().stream()
                        .mapToInt(site -> site.hosts().size())
                        .sum();
                spec.commandLine()
                        .getOut()
                        .println(found + ": good, sites: " + config.sites().size() + ", hosts: " + hosts);
                yield ExitCode.GOOD;
            }
        };
    }

    private int report(List<Problem> problems) {
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        return ExitCode.PROBLEMS;
    }
}
