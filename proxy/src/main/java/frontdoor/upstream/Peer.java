package frontdoor.upstream;

import frontdoor.loop.Loop;
import frontdoor.share.Places;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One backend: its pools, one per event loop, and whether it could be reached lately. It lives on across reloads.
 *
 * <p>A peer that could not be connected to is suspected: for a short while others are preferred, then a single exchange tries it, and the
 * first sign of life ends the suspicion.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class Peer {
    static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TRUSTED = 0;

    private final PeerAddress address;
    private final Ticker ticker;
    private final ConnectionPool[] pools;
    private final ConnectionBound bound;
    private final Places queue;
    private volatile PeerLimits limits;
    private final AtomicLong triedAgainAt = new AtomicLong(TRUSTED);
    private volatile List<InetSocketAddress> lastKnown = List.of();

    Peer(PeerAddress address, PeerParts parts, PeerLimits limits) {
        this.address = address;
        this.ticker = parts.ticker();
        this.limits = limits;
        this.bound = new ConnectionBound(limits.connections(), parts.connections());
        this.queue = new Places(limits.queue());
        this.pools = parts.loops().stream()
                .map(loop -> new ConnectionPool(loop, parts.pooling(), new WaitingLine(queue)))
                .toArray(ConnectionPool[]::new);
    }

    /** What identifies it. */
    public PeerAddress address() {
        return address;
    }

    /** Connections that wait for an exchange, over all event loops. */
    public int idle() {
        int sum = 0;
        for (ConnectionPool pool : pools) {
            sum += pool.idle();
        }
        return sum;
    }

    /** Open connections, those in use included, over all event loops. */
    public int open() {
        int sum = 0;
        for (ConnectionPool pool : pools) {
            sum += pool.open();
        }
        return sum;
    }

    /** Whether it could not be connected to and has shown no sign of life since. */
    public boolean suspected() {
        return triedAgainAt.get() != TRUSTED;
    }

    ConnectionPool pool(Loop loop) {
        return pools[loop.index()];
    }

    ConnectionPool[] pools() {
        return pools;
    }

    ConnectionBound bound() {
        return bound;
    }

    PeerLimits limits() {
        return limits;
    }

    void setLimits(PeerLimits limits) {
        this.limits = limits;
        bound.setLimit(limits.connections());
        queue.setLimit(limits.queue());
    }

    /** Requests that wait for a connection, over all event loops. */
    public int waiting() {
        return queue.taken();
    }

    /** Whether an exchange should ask this peer; with {@code mayProbe} also if it is the one that finds out about a suspected peer. */
    boolean decideToAsk(boolean mayProbe) {
        long at = triedAgainAt.get();
        if (at == TRUSTED) {
            return true;
        }
        long now = ticker.nanoTime();
        return mayProbe && now - at >= 0 && triedAgainAt.compareAndSet(at, later(now));
    }

    /** Suspects the peer; returns whether that is news. */
    boolean onUnreachable() {
        return triedAgainAt.getAndSet(later(ticker.nanoTime())) == TRUSTED;
    }

    /** The peer was reached; returns whether that is news. */
    boolean onAlive() {
        return triedAgainAt.get() != TRUSTED && triedAgainAt.getAndSet(TRUSTED) != TRUSTED;
    }

    private static long later(long now) {
        return now + AVOIDED_NANOS | 1;
    }

    /** The addresses that its name had when it was last looked up with success, possibly none. */
    List<InetSocketAddress> lastKnown() {
        return lastKnown;
    }

    void setLastKnown(List<InetSocketAddress> addresses) {
        lastKnown = addresses;
    }

    void retire() {
        for (ConnectionPool pool : pools) {
            pool.retireLater();
        }
    }

    /** {@code legacy:8080}. */
    @Override
    public String toString() {
        return address.toString();
    }
}
