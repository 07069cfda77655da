package frontdoor;

import frontdoor.config.Problem;
import frontdoor.config.SiteConfig;
import frontdoor.plan.Plan;
import frontdoor.plan.Verdict;
import frontdoor.report.Level;
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
        InstantSource clock = InstantSource.system();
        return switch (Reading.of(found, clock)) {
            case Reading.Bad(List<Problem> problems) -> report(problems);
            case Reading.Good good -> judge(found, good, clock);
        };
    }

    private int judge(Path found, Reading.Good good, InstantSource clock) {
        List<Verdict> errors =
                Plan.of(good.config(), good.certificates(), clock.instant()).verdicts(Level.ERROR);
        if (!errors.isEmpty()) {
            return report(errors.stream().map(Verdict::toProblem).distinct().toList());
        }
        good.certificates()
                .warnings()
                .forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        List<SiteConfig> sites = good.config().sites();
        int hosts = sites.stream().mapToInt(site -> site.hosts().size()).sum();
        spec.commandLine().getOut().println(found + ": good, sites: " + sites.size() + ", hosts: " + hosts);
        return ExitCode.GOOD;
    }

    private int report(List<Problem> problems) {
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        return ExitCode.PROBLEMS;
    }
}
