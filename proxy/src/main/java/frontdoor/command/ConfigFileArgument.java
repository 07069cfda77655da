package frontdoor.command;

import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The argument FILE of every command that reads a configuration.
 *
 * <p>It is the first argument, but for those to which the command itself gives a lower index.
 */
final class ConfigFileArgument {
    private static final String LABEL = "FILE";
    static final String ENVIRONMENT = "FRONTDOOR_CONFIG";
    static final String DEFAULT = "/etc/frontdoor/frontdoor.conf";
    static final String DESCRIPTION = "The configuration; by default $" + ENVIRONMENT + ", then " + DEFAULT + ".";

    @Parameters(arity = "0..1", paramLabel = LABEL, description = DESCRIPTION)
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** The command where picocli has set nothing. */
    private @Nullable String name;

    /** The same of a command that has several arguments before it, for which picocli would not know its place. */
    static ConfigFileArgument of(@Nullable Path given, CommandSpec command) {
        ConfigFileArgument argument = new ConfigFileArgument();
        argument.file = given;
        argument.command = command;
        return argument;
    }

    /** Is {@code given}, if anything, behind the command {@code name}: for command lines that picocli does not read. */
    void setTo(@Nullable Path given, String name) {
        this.file = given;
        this.name = name;
    }

    /** The file given, else the one the environment names, else the one in /etc. */
    Path path() {
        return file == null ? Path.of(named().orElse(DEFAULT)) : file;
    }

    private static Optional<String> named() {
        return Optional.ofNullable(System.getenv(ENVIRONMENT)).filter(name -> !name.isBlank());
    }

    /** That nobody named a file, and there is none where one is looked for then; empty otherwise. */
    Optional<Problem> noneNamed() {
        if (isGiven() || named().isPresent() || !Files.notExists(path())) {
            return Optional.empty();
        }
        String usage = name == null ? command.qualifiedName() + " " + arguments() : name + " " + LABEL;
        String text = "no such file; name your file, as in " + usage + ", or set " + ENVIRONMENT;
        return Optional.of(new Problem(new Place(DEFAULT, 0), "", text));
    }

    /** FILE, and what the command wants before it. */
    private String arguments() {
        return command.positionalParameters().stream()
                .sorted(Comparator.comparingInt(argument -> argument.index().min()))
                .map(ArgSpec::paramLabel)
                .takeWhile(label -> !label.equals(LABEL))
                .map(label -> label + " ")
                .collect(Collectors.joining("", "", LABEL));
    }

    /** Whether it was given as an argument: then it is this file that is meant, and no other will do. */
    boolean isGiven() {
        return file != null;
    }

    /** The configuration and its certificates as they are at the clock's time. Blocks. */
    Reading read(InstantSource clock) {
        return noneNamed()
                .<Reading>map(problem -> new Reading.Bad(List.of(problem)))
                .orElseGet(() -> Reading.of(path(), clock));
    }
}
