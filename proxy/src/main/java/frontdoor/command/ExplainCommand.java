package frontdoor.command;

import frontdoor.idna.Idna;
import frontdoor.plan.Explanation;
import frontdoor.serve.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code frontdoor explain}: one URL, hop by hop, and which key decided what. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Follow one URL hop by hop and name the key and line that decided each fact. Opens no port.")
final class ExplainCommand implements Callable<Integer> {
    private static final Pattern HOST = Pattern.compile("(?<=://)[^/?#:]*");

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(index = "0", paramLabel = "URL", description = "http://HOST/PATH or https://HOST/PATH.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String url;

    @Mixin
    private final ConfigFileArgument file = new ConfigFileArgument();

    @Mixin
    private final AtOption at = new AtOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (isFile(url)) {
            throw new ParameterException(
                    spec.commandLine(), "the URL comes first: " + spec.qualifiedName() + " URL FILE");
        }
        Instant then = at.instant();
        return switch (file.read(InstantSource.fixed(then))) {
            case Reading.Bad(var problems) -> terminal.refuse(problems);
            case Reading.Good good -> explain(good, then);
        };
    }

    private static boolean isFile(String word) {
        return !word.contains("://") && (word.endsWith(".conf") || Files.exists(Path.of(word)));
    }

    private int explain(Reading.Good good, Instant then) {
        String asked = HOST.matcher(url).replaceFirst(host -> Matcher.quoteReplacement(Idna.ofTyped(host.group())));
        return switch (Explanation.of(good.config(), good.certificates(), then, asked, terminal.paint())) {
            case Explanation.Explained(List<String> lines) -> {
                lines.forEach(terminal.out()::println);
                yield ExitCode.GOOD;
            }
            case Explanation.NotServed(String why) -> {
                terminal.tell(why);
                yield ExitCode.PROBLEMS;
            }
            case Explanation.NoUrl(String why) -> {
                terminal.tell(why);
                yield ExitCode.USAGE;
            }
        };
    }
}
