package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much one server of an upstream is asked to take at once.
 *
 * @param connections open at the same time, at least 1; empty for what the process can afford
 * @param queue requests that wait for one of them, at least 0
 * @param queueWait how long each waits at most; positive
 */
public record UpstreamLimits(OptionalInt connections, int queue, Duration queueWait) {
    static UpstreamLimits read(Node upstream) {
        Node pool = upstream.child("pool");
        pool.requireObject();
        OptionalInt connections = Scalars.integerOr("auto", pool.child("connections"), 1, 1_000_000);
        pool.refuseUnknownKeys();
        Node limits = upstream.child("limits");
        limits.requireObject();
        UpstreamLimits read = new UpstreamLimits(
                connections,
                Scalars.integer(limits.child("queue"), 0, 1_000_000),
                Durations.timeout(limits.child("queue-wait")));
        limits.refuseUnknownKeys();
        return read;
    }
}
