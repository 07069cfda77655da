package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import java.time.Duration;
import java.util.Optional;

/**
 * The questions that the process asks itself.
 *
 * @param interval how often each host is asked about, at least 10 s; empty for never
 */
public record SelfProbeConfig(Optional<Duration> interval) {
    private static final Duration LEAST = Duration.ofSeconds(10);

    static SelfProbeConfig read(Node node) {
        node.requireObject();
        Optional<Duration> interval = interval(node.child("interval"));
        node.refuseUnknownKeys();
        return new SelfProbeConfig(interval);
    }

    private static Optional<Duration> interval(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        Duration every = Durations.timeout(node);
        if (!every.isZero() && every.compareTo(LEAST) < 0) {
            node.problem(node.text() + " is too short; 10s is the least, and off is possible");
        }
        return Optional.of(every);
    }
}
