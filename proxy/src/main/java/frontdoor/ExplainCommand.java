package frontdoor;

import frontdoor.plan.Explanation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor explain}: one URL, hop by hop, and which key decided what. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Follow one URL hop by hop and name the key and line that decided each fact. Opens no port.")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "URL", description = "http://HOST/PATH or https://HOST/PATH.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String url;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration; by default $FRONTDOOR_CONFIG, then /etc/frontdoor/frontdoor.conf.")
    private @Nullable Path file;

    @Option(
            names = "--at",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "As it will be then: 2027-01-31, which is 00:00 UTC, or 2027-01-31T12:00:00Z.")
    private @Nullable Instant at;

    @Override
    public Integer call() {
        Instant then = at == null ? Instant.now() : at;
        return switch (Reading.of(ConfigFile.find(file), InstantSource.fixed(then))) {
            case Reading.Bad(var problems) -> {
                problems.forEach(problem -> spec.commandLine().getErr().println(problem));
                yield ExitCode.PROBLEMS;
            }
            case Reading.Good good -> explain(good, then);
        };
    }

    private int explain(Reading.Good good, Instant then) {
        return switch (Explanation.of(
                good.config(), good.certificates(), then, url, Terminal.paint(spec.commandLine()))) {
            case Explanation.Explained(List<String> lines) -> {
                lines.forEach(spec.commandLine().getOut()::println);
                yield ExitCode.GOOD;
            }
            case Explanation.NotServed(String why) -> {
                spec.commandLine().getErr().println("explain: " + why);
                yield ExitCode.PROBLEMS;
            }
            case Explanation.NoUrl(String why) -> {
                spec.commandLine().getErr().println("explain: " + why);
                yield ExitCode.USAGE;
            }
        };
    }
}
