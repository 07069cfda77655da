package frontdoor.upstream;

/**
 * How much one backend is asked to take at once, over all event loops.
 *
 * @param connections open at the same time, at least 1
 * @param queue requests that wait for one of them, at least 0
 * @param queueNanos that each waits at most, positive
 */
public record PeerLimits(int connections, int queue, long queueNanos) {
    /** What holds for a backend that is in two groups: the lower of both. */
    public PeerLimits lowest(PeerLimits other) {
        return new PeerLimits(
                Math.min(connections, other.connections),
                Math.min(queue, other.queue),
                Math.min(queueNanos, other.queueNanos));
    }
}
