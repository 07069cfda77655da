package frontdoor.limits;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much one server of an upstream is asked to take at once.
 *
 * @param requests that are with it at the same time, at least 1; empty for as many as there are connections
 * @param queue requests that wait for one of its connections, at least 0
 * @param queueWait how long each waits at most; positive
 */
public record UpstreamLimits(OptionalInt requests, int queue, Duration queueWait) {
    public static UpstreamLimits read(Node node) {
        node.requireObject();
        UpstreamLimits limits = new UpstreamLimits(
                Scalars.integerOr("off", node.child("requests"), 1, 1_000_000),
                Scalars.integer(node.child("queue"), 0, 1_000_000),
                Durations.timeout(node.child("queue-wait")));
        node.refuseUnknownKeys();
        return limits;
    }

    /** What holds for a server that is in two upstreams: the lower of both. */
    public UpstreamLimits lowest(UpstreamLimits other) {
        return new UpstreamLimits(
                lowest(requests, other.requests),
                Math.min(queue, other.queue),
                queueWait.compareTo(other.queueWait) < 0 ? queueWait : other.queueWait);
    }

    private static OptionalInt lowest(OptionalInt one, OptionalInt other) {
        return one.isPresent() && (other.isEmpty() || one.getAsInt() < other.getAsInt()) ? one : other;
    }
}
