package frontdoor.command;

import frontdoor.config.SiteConfig;
import frontdoor.plan.Plan;
import frontdoor.plan.SettingAdvice;
import frontdoor.plan.Verdict;
import frontdoor.report.Level;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code frontdoor check}: every problem of a configuration and its certificates at once, without touching a port. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Validate a configuration: every problem at once, with file and line. Opens no port.")
final class CheckCommand implements FileCommand {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

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
        InstantSource clock = InstantSource.system();
        return switch (file.read(clock)) {
            case Reading.Bad(List<Problem> problems) -> terminal.refuse(problems);
            case Reading.Good good -> judge(good, clock);
        };
    }

    private int judge(Reading.Good good, InstantSource clock) {
        Plan plan = Plan.of(good.config(), good.certificates(), good.ledger().ledger(), clock.instant());
        List<Verdict> errors = plan.verdicts(Level.ERROR);
        good.ledger().faults().forEach(terminal::warn);
        if (!errors.isEmpty()) {
            return terminal.refuse(
                    errors.stream().map(Verdict::toProblem).distinct().toList());
        }
        good.certificates().warnings().forEach(terminal::warn);
        good.certificates().notes().forEach(terminal::note);
        good.certificates()
                .byFiles()
                .forEach((files, pair) ->
                        pair.endOutOfSight().ifPresent(end -> terminal.note(files.place() + ": " + end)));
        plan.unneededAcknowledgements().forEach(terminal::warn);
        SettingAdvice.of(good.config()).forEach(terminal::warn);
        List<SiteConfig> sites = good.config().sites();
        int hosts = sites.stream().mapToInt(site -> site.hosts().size()).sum();
        terminal.out().println(file.path() + ": good, sites: " + sites.size() + ", hosts: " + hosts);
        return ExitCode.GOOD;
    }
}
