package frontdoor.upstream;

import java.util.concurrent.TimeUnit;

/**
 * How long and how often a connection is reused.
 *
 * @param idleNanos unused in the pool
 * @param ageNanos since it was opened; bounds for how long a name's old address is used
 * @param requests sent on one connection
 * @param idle unused connections of one peer and one event loop
 */
record PoolLimits(long idleNanos, long ageNanos, int requests, int idle) {
    // Backends commonly close after 5 s: being first to close is what avoids the race between their FIN and our
    // request.
    static final PoolLimits DEFAULT =
            new PoolLimits(TimeUnit.SECONDS.toNanos(4), TimeUnit.MINUTES.toNanos(1), 100_000, 256);
}
