package frontdoor.command;

import frontdoor.config.SiteConfig;
import frontdoor.plan.Plan;
import frontdoor.plan.SettingAdvice;
import frontdoor.plan.Verdict;
import frontdoor.report.Level;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

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
            case Reading.Bad(List<Problem> problems) -> tell(Judgement.bad(problems));
            case Reading.Good good -> tell(judge(good, clock));
        };
    }

    private int tell(Judgement judgement) {
        if (json) {
            terminal.out().println(judgement.json(file.path()));
        } else {
            judgement.print(file.path(), terminal);
        }
        return judgement.isGood() ? ExitCode.GOOD : ExitCode.PROBLEMS;
    }

    private static Judgement judge(Reading.Good good, InstantSource clock) {
        Plan plan = Plan.of(good.config(), good.certificates(), good.ledger().ledger(), clock.instant());
        List<Problem> problems = plan.verdicts(Level.ERROR).stream()
                .map(Verdict::toProblem)
                .distinct()
                .toList();
        List<String> warnings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        good.ledger().faults().forEach(fault -> warnings.add(fault.toString()));
        if (problems.isEmpty()) {
            good.certificates().warnings().forEach(warning -> warnings.add(warning.toString()));
            good.certificates().notes().forEach(note -> notes.add(note.toString()));
            good.certificates()
                    .byFiles()
                    .forEach((files, pair) ->
                            pair.endOutOfSight().ifPresent(end -> notes.add(files.place() + ": " + end)));
            plan.unneededAcknowledgements().forEach(unneeded -> warnings.add(unneeded.toString()));
            SettingAdvice.of(good.config()).forEach(advice -> warnings.add(advice.toString()));
        }
        List<SiteConfig> sites = good.config().sites();
        int hosts = sites.stream().mapToInt(site -> site.hosts().size()).sum();
        return new Judgement(problems, warnings, notes, sites.size(), hosts);
    }
}
