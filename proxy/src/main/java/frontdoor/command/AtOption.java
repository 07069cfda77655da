package frontdoor.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --at} of the commands that can tell what will be. */
final class AtOption {
    @Option(
            names = "--at",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "As it will be then: 2027-01-31, which is 00:00 UTC, or 2027-01-31T12:00:00Z.")
    private @Nullable Instant given;

    /** The instant asked for, or else now. */
    Instant instant() {
        return given == null ? Instant.now() : given;
    }
}
