package frontdoor;

import frontdoor.audit.HostProbe;
import frontdoor.names.NameList;
import frontdoor.plan.NamesReport;
import frontdoor.report.Level;
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
                            + " file, or JSON or CSV of crt.sh, or /api/hosts of the admin listener; 50000 names and"
                            + " 64 MiB at most.")
    private @Nullable Path list;

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
        return probe && list == null;
    }

    /** Prints what becomes of each name; the exit code is plan's. */
    int print(Reading.Good good, Instant at, Terminal terminal, boolean json) {
        if (list == null) {
            return ExitCode.GOOD;
        }
        return switch (NameList.read(list)) {
            case NameList.Unusable(String problem) -> {
                terminal.err().println("plan: " + problem);
                yield ExitCode.PROBLEMS;
            }
            case NameList.Names names -> {
                tellPassedOver(names, terminal);
                NamesOutput output = new NamesOutput(judge(good, at, names.names()), names.passedOver());
                if (json) {
                    terminal.out().println(output.json());
                } else {
                    output.text(terminal.paint()).forEach(terminal.out()::println);
                }
                yield output.count(Level.ERROR) > 0 ? ExitCode.PROBLEMS : ExitCode.GOOD;
            }
        };
    }

    private List<NamesVerdict> judge(Reading.Good good, Instant at, List<String> names) {
        List<NamesReport.Name> report = NamesReport.of(good.config(), good.certificates(), at, names);
        Map<String, HostProbe> probes = probe
                ? HostProbe.of(
                        report.stream()
                                .filter(name -> name.bound() && !name.isWildcard())
                                .map(NamesReport.Name::name)
                                .toList(),
                        network.open())
                : Map.of();
        return report.stream()
                .map(name -> NamesVerdict.of(name, probes.get(name.name())))
                .toList();
    }

    private void tellPassedOver(NameList.Names names, Terminal terminal) {
        if (names.passedOver() > 0) {
            terminal.err()
                    .println("plan: " + list + ": passed over what names no host, " + names.passedOver()
                            + " in all, first: " + names.firstPassedOver());
        }
    }
}
