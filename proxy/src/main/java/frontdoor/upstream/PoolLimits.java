package frontdoor.upstream;

import java.util.concurrent.TimeUnit;

/**
 * How long and how often a connection is reused.
 *
 * @param ageNanos since it was opened; bounds for how long a name's old address is used
 * @param requests sent on one connection
 * @param idle unused connections of one peer and one event loop
 */
record PoolLimits(long ageNanos, int requests, int idle) {
    static final PoolLimits DEFAULT = new PoolLimits(TimeUnit.MINUTES.toNanos(1), 100_000, 256);
}
