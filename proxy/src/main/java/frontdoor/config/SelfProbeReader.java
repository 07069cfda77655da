package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code self-probe}. */
final class SelfProbeReader {
    private static final Duration LEAST = Duration.ofSeconds(10);

    private SelfProbeReader() {}

    /** How often each host is asked about; empty for never. */
    static Optional<Duration> read(Node node) {
        node.requireObject();
        Node interval = node.child("interval");
        node.refuseUnknownKeys();
        if (interval.isScalar() && interval.text().equals("off")) {
            return Optional.empty();
        }
        Duration every = Durations.timeout(interval);
        if (!every.isZero() && every.compareTo(LEAST) < 0) {
            interval.problem(interval.text() + " is too short; 10s is the least, and off is possible");
        }
        return Optional.of(every);
    }
}
