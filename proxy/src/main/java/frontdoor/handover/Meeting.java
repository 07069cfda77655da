package frontdoor.handover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** Octets of a path that a socket can have on every Unix (sun_path of Linux is the longest, with 108 and the 0 at its end). */
    private static final int MOST_OCTETS = 103;

    private static final int DIGITS_OF_A_PROCESS = 7;

    private Meeting() {}

    /**
     * Nothing where processes can meet in {@code stateDirectory}.
     *
     * @throws IOException one line with the cure, where its path is too long for that
     */
    static void requireShort(Path stateDirectory) throws IOException {
        int octets = stateDirectory.toString().getBytes(StandardCharsets.UTF_8).length;
        int most = MOST_OCTETS - "/handover-".length() - DIGITS_OF_A_PROCESS;
        if (octets > most) {
            throw new IOException("the path of the state directory has " + octets
                    + " octets, and sockets in it take no more than " + most + "; write a shorter state-directory");
        }
    }

    /** Where a process that serves can be asked. */
    static Path of(Path stateDirectory) {
        return stateDirectory.resolve("handover");
    }

    /** Where the process with this number takes descriptors. */
    static Path descriptorsOf(Path stateDirectory, long process) {
        return stateDirectory.resolve("handover-" + process);
    }
}
