package frontdoor.handover;

import java.nio.file.Path;
import java.time.Duration;

/** The words of the conversation, and where it is had. */
final class Meeting {
    /** The version of all this; another one would be another word. */
    static final String TAKE_OVER = "take-over-1";

    static final String REFUSED = "refused ";
    static final String DESCRIPTOR = "descriptor";
    static final String GOT = "got";
    static final String YOURS = "yours";
    static final String DONE = "done";
    static final String BYE = "bye";
    static final String REVOKED = "revoked";

    /** For what the other process does at once, on a machine that is busy. */
    static final Duration ANSWER = Duration.ofSeconds(30);
    /** For what it opens, from the moment that it has the state directory. */
    static final Duration OPENING = Duration.ofMinutes(5);

    private Meeting() {}

    /** Where a process that serves can be asked. */
    static Path of(Path stateDirectory) {
        return stateDirectory.resolve("handover");
    }

    /** Where the process with this number takes descriptors. */
    static Path descriptorsOf(Path stateDirectory, long process) {
        return stateDirectory.resolve("handover-" + process);
    }
}
