package frontdoor.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

/** Asks an authority again and again how far it is, as often as it wants to be asked. */
final class Polling {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration USUAL = Duration.ofSeconds(3);

    private Polling() {}

    /** Returns when {@code resource} has one of these states, or else after {@code patience}. Blocks. */
    static Status until(PollableResource resource, Duration patience, Status first, Status... more)
            throws AcmeException, InterruptedException {
        Set<Status> wanted = EnumSet.of(first, more);
        long end = System.nanoTime() + patience.toNanos();
        Status status = resource.getStatus();
        while (!wanted.contains(status) && System.nanoTime() - end < 0) {
            Instant again = resource.fetch().orElse(Instant.now().plus(USUAL));
            status = resource.getStatus();
            if (!wanted.contains(status)) {
                Thread.sleep(bounded(Duration.between(Instant.now(), again)));
            }
        }
        return status;
    }

    private static Duration bounded(Duration pause) {
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
