package frontdoor.command;

import frontdoor.hosts.HostPattern;
import frontdoor.idna.Idna;
import frontdoor.plan.Plan;
import frontdoor.plan.PlanChange;
import frontdoor.plan.PlanChangeText;
import frontdoor.plan.PlanJson;
import frontdoor.plan.PlanText;
import frontdoor.plan.SeenSettings;
import frontdoor.plan.SettingAdvice;
import frontdoor.promises.LedgerStore;
import frontdoor.report.Problem;
import frontdoor.serve.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor plan}: what browsers will see, host by host and hop by hop, and what is wrong with it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Show the redirects and the HSTS policy of every host, hop by hop, with verdicts. Opens no port.")
final class PlanCommand implements FileCommand {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NEW",
            description = "Another configuration: show what changes for browsers from the first to this one.")
    private @Nullable Path changed;

    @Option(names = "--host", paramLabel = "NAME", description = "Only this host.")
    private @Nullable String host;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private final AtOption at = new AtOption();

    @Mixin
    private final NamesOptions names = new NamesOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

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
        if (names.lacksNames() || names.given() && (changed != null || host != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--names goes with FILE alone, --probe and --origin go with --names; leave NEW and --host out");
        }
        Instant then = at.instant();
        InstantSource clock = InstantSource.fixed(then);
        Reading first = file.read(clock);
        Reading second = changed == null ? first : Reading.of(changed, clock);
        if (names.given() && first instanceof Reading.Good good) {
            return names.print(good, then, terminal, json);
        }
        if (first instanceof Reading.Good before && second instanceof Reading.Good after) {
            return changed == null ? print(after, then) : print(before, after, then);
        }
        return refuse(Stream.of(first, second)
                .flatMap(reading -> reading instanceof Reading.Bad(var problems) ? problems.stream() : Stream.of())
                .distinct()
                .toList());
    }

    private int print(Reading.Good good, Instant then) {
        Optional<Plan> plan = plan(good, good.ledger(), then);
        return plan.isEmpty() ? unknown(good) : print(plan.get());
    }

    private int print(Reading.Good before, Reading.Good after, Instant then) {
        // The ledger is that of what is in force.
        Optional<Plan> was = plan(before, before.ledger(), then);
        Optional<Plan> now = plan(after, before.ledger(), then);
        if (was.isEmpty() && now.isEmpty()) {
            return unknown(after);
        }
        Plan next = now.orElse(Plan.NOTHING);
        PlanChange change = PlanChange.between(
                was.orElse(Plan.NOTHING), SeenSettings.of(before.config()), next, SeenSettings.of(after.config()));
        if (json) {
            terminal.out().println(PlanJson.ofChange(change, next));
        } else {
            PlanChangeText.of(change, terminal.paint()).forEach(terminal.out()::println);
        }
        return next.hasErrors() ? ExitCode.PROBLEMS : ExitCode.GOOD;
    }

    private Optional<Plan> plan(Reading.Good good, LedgerStore.Found ledger, Instant then) {
        ledger.faults().forEach(terminal::warn);
        if (host == null) {
            good.certificates().notes().forEach(terminal::note);
            SettingAdvice.of(good.config()).forEach(terminal::warn);
        }
        Optional<Plan> plan = host == null
                ? Optional.of(Plan.of(good.config(), good.certificates(), ledger.ledger(), then))
                : Plan.ofHost(
                        good.config(),
                        good.certificates(),
                        ledger.ledger(),
                        then,
                        Idna.ofTyped(host).toLowerCase(Locale.ROOT));
        plan.ifPresent(made -> made.unneededAcknowledgements().forEach(terminal::warn));
        return plan;
    }

    private int unknown(Reading.Good good) {
        terminal.tell("no site has the host " + host + " (known: " + known(good) + ")");
        return ExitCode.PROBLEMS;
    }

    private static String known(Reading.Good good) {
        return good.config().sites().stream()
                .flatMap(site -> site.hosts().stream())
                .map(HostPattern::text)
                .limit(20)
                .collect(Collectors.joining(", "));
    }

    private int print(Plan plan) {
        if (json) {
            terminal.out().println(PlanJson.of(plan));
        } else {
            PlanText.of(plan, terminal.paint(), terminal.width()).forEach(terminal.out()::println);
        }
        return plan.hasErrors() ? ExitCode.PROBLEMS : ExitCode.GOOD;
    }

    private int refuse(List<Problem> problems) {
        if (json) {
            terminal.out().println(PlanJson.ofProblems(problems));
            return ExitCode.PROBLEMS;
        }
        return terminal.refuse(problems);
    }
}
