package frontdoor.tls;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** An authority of one's own, kept in {@code development/} of the state directory, for trying things out. */
public final class DevelopmentAuthority {

    private final Path directory;
    private final InstantSource clock;

    public DevelopmentAuthority(Path stateDirectory, InstantSource clock) {
        this.directory = stateDirectory.resolve("development");
        this.clock = clock;
    }

    /**
     * A certificate for localhost, 127.0.0.1, ::1 and {@code moreNames}, made where none is there that still holds.
     * Blocks on files: not for event loops.
     */
    public DevelopmentLoading prepare(List<String> moreNames) {
        return new DevelopmentLoading.Unwritable(directory + ": " + clock.instant() + moreNames);
    }
}
