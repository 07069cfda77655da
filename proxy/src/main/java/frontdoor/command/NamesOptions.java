package frontdoor.command;

import frontdoor.audit.HostReach;
import frontdoor.plan.NamesReport;
import frontdoor.preflight.NameList;
import frontdoor.preflight.NamesOutput;
import frontdoor.preflight.NamesVerdict;
import frontdoor.preflight.ZoneOrigin;
import frontdoor.serve.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The part of {@code plan} that looks at many names before includeSubDomains is sent. */
@Command
final class NamesOptions {
    @Option(
            names = "--names",
            paramLabel = "LIST",
            description =
                    "Instead of the plan: which of these names browsers will not reach any more. One a line, or a zone"
                            + " file, a hosts file, JSON or CSV of crt.sh, or /api/hosts of the admin listener; 50000"
                            + " names and 64 MiB at most. What may hide further names is listed as unknown, with exit"
                            + " code 1.")
    private @Nullable Path list;

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            converter = OriginConverter.class,
            description = "The name of the zone, for a zone file without $$ORIGIN.")
    private @Nullable ZoneOrigin origin;

    @Option(
            names = "--probe",
            description =
                    "Ask the names that are bound what they answer on ports 443 and 80: 32 at a time, for five minutes"
                            + " at most. Opens connections.")
    private boolean probe;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    /** Whether names are asked about, rather than the plan. */
    boolean given() {
        return list != null;
    }

    /** Whether names would have to be given. */
    boolean lacksNames() {
        return list == null && (probe || origin != null);
    }

    /** Prints what becomes of each name; the exit code is plan's. */
    int print(Reading.Good good, Instant at, Terminal terminal, boolean json) {
        if (list == null) {
            return ExitCode.GOOD;
        }
        return switch (NameList.read(list, origin)) {
            case NameList.Unusable(String problem) -> {
                terminal.tell(problem);
                yield ExitCode.PROBLEMS;
            }
            case NameList.Names names -> {
                NamesOutput output = new NamesOutput(judge(good, at, names.names()), names.notJudged());
                if (json) {
                    terminal.out().println(output.json());
                } else {
                    output.text(terminal.paint()).forEach(terminal.out()::println);
                }
                yield output.isGood() ? ExitCode.GOOD : ExitCode.PROBLEMS;
            }
        };
    }

    private List<NamesVerdict> judge(Reading.Good good, Instant at, List<String> names) {
        List<NamesReport.Name> report = NamesReport.of(good.config(), good.certificates(), at, names);
        Map<String, HostReach> probes = probe
                ? HostReach.of(
                        report.stream()
                                .filter(name -> name.bound() && !(name.isWildcard() && name.served()))
                                .map(NamesVerdict::asked)
                                .toList(),
                        network.open())
                : Map.of();
        return report.stream()
                .map(name -> NamesVerdict.of(name, probes.get(NamesVerdict.asked(name))))
                .toList();
    }
}
