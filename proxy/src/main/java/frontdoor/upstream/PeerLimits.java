package frontdoor.upstream;

import frontdoor.limits.UpstreamLimits;
import frontdoor.limits.UpstreamPool;

/**
 * How much one backend is asked to take at once, over all event loops.
 *
 * @param auto connections open at the same time where nobody said how many, at least 1
 * @param pool its connections, as they are configured
 * @param written what else is
 */
public record PeerLimits(int auto, UpstreamPool pool, UpstreamLimits written) {
    /** Connections open at the same time, at least 1. */
    int connections() {
        return pool.connections().orElse(auto);
    }

    /** Requests that it has at the same time. */
    int requests() {
        return written.requests().orElse(Integer.MAX_VALUE);
    }

    /** What holds for a backend that is in two groups: the lower of both. */
    public PeerLimits lowest(PeerLimits other) {
        return new PeerLimits(auto, pool.lowest(other.pool, auto), written.lowest(other.written));
    }
}
