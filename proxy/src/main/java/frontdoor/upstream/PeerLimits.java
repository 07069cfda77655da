package frontdoor.upstream;

import frontdoor.config.UpstreamLimits;

/**
 * How much one backend is asked to take at once, over all event loops.
 *
 * @param connections open at the same time, at least 1
 * @param written the others, as they are configured
 */
public record PeerLimits(int connections, UpstreamLimits written) {
    /** Requests that it has at the same time. */
    int requests() {
        return written.requests().orElse(Integer.MAX_VALUE);
    }

    /** What holds for a backend that is in two groups: the lower of both. */
    public PeerLimits lowest(PeerLimits other) {
        return new PeerLimits(Math.min(connections, other.connections), written.lowest(other.written));
    }
}
