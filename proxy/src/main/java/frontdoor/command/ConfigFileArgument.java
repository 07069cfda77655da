package frontdoor.command;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/**
 * The argument FILE of every command that reads a configuration.
 *
 * <p>It is the first argument, but for those to which the command itself gives a lower index.
 */
final class ConfigFileArgument {
    static final String ENVIRONMENT = "FRONTDOOR_CONFIG";
    static final String DEFAULT = "/etc/frontdoor/frontdoor.conf";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration; by default $" + ENVIRONMENT + ", then " + DEFAULT + ".")
    private @Nullable Path file;

    /** The file given, else the one the environment names, else the one in /etc. */
    Path path() {
        if (file != null) {
            return file;
        }
        String named = System.getenv(ENVIRONMENT);
        return Path.of(named == null || named.isBlank() ? DEFAULT : named);
    }

    /** Whether it was given as an argument: then it is this file that is meant, and no other will do. */
    boolean isGiven() {
        return file != null;
    }

    /** The configuration and its certificates as they are at the clock's time. Blocks. */
    Reading read(InstantSource clock) {
        return Reading.of(path(), clock);
    }
}
