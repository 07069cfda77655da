package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;
import java.util.Optional;

/**
 * When a server that answers with failures is left alone for a while.
 *
 * @param failures in a row, at least 1
 * @param time of the first absence, positive
 * @param atMost percent of an upstream's servers that may be absent at once
 */
public record EjectionConfig(int failures, Duration time, int atMost) {
    /** What is written under {@code node}; empty when it is off. */
    static Optional<EjectionConfig> read(Node node) {
        if (node.isScalar()) {
            if (!node.text().equals("off")) {
                node.problem("expected off or { failures = 5, time = 10s, at-most = 50% }, found " + node.shown());
            }
            return Optional.empty();
        }
        node.requireObject();
        EjectionConfig ejection = new EjectionConfig(
                Scalars.integer(node.child("failures"), 1, 1_000_000),
                Durations.timeout(node.child("time")),
                Scalars.percent(node.child("at-most")));
        node.refuseUnknownKeys();
        return Optional.of(ejection);
    }
}
