package frontdoor.limits;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;
import java.util.Optional;

/**
 * How many requests each client may send: a bucket of {@code burst} of them that is filled at a steady rate.
 *
 * @param requests for each {@code per}; positive
 * @param per positive
 * @param burst at once; positive
 */
public record RateLimitConfig(int requests, Duration per, int burst) {
    private static final int MOST = 1_000_000;

    /** What is written under {@code node}; empty for off. */
    public static Optional<RateLimitConfig> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            node.problemUnlessNull("expected off or { requests = 20, per = 1s, burst = 40 }, found " + node.shown());
            return Optional.empty();
        }
        int requests = Scalars.integer(node.child("requests"), 1, MOST);
        Node per = node.child("per");
        Node burst = node.child("burst");
        RateLimitConfig limit = new RateLimitConfig(
                requests,
                per.isWritten() ? Durations.timeout(per) : Duration.ofSeconds(1),
                burst.isWritten() ? Scalars.integer(burst, 1, MOST) : requests);
        node.refuseUnknownKeys();
        return Optional.of(limit);
    }
}
