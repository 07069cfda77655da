package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;

/**
 * How much one server of an upstream is asked to take at once.
 *
 * @param queue requests that wait for one of its connections, at least 0
 * @param queueWait how long each waits at most; positive
 */
public record UpstreamLimits(int queue, Duration queueWait) {
    static UpstreamLimits read(Node node) {
        node.requireObject();
        UpstreamLimits limits = new UpstreamLimits(
                Scalars.integer(node.child("queue"), 0, 1_000_000), Durations.timeout(node.child("queue-wait")));
        node.refuseUnknownKeys();
        return limits;
    }

    /** What holds for a server that is in two upstreams: the lower of both. */
    public UpstreamLimits lowest(UpstreamLimits other) {
        return new UpstreamLimits(
                Math.min(queue, other.queue), queueWait.compareTo(other.queueWait) < 0 ? queueWait : other.queueWait);
    }
}
