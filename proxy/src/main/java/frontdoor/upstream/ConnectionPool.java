package frontdoor.upstream;

import frontdoor.loop.Loop;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The unused connections of one event loop to one peer: the last one used is the first to be used again, so that those not needed
 * grow old and leave.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #idle()}, {@link #open()}, {@link #giveWayLater} and {@link #retireLater()}.
 */
final class ConnectionPool {
    private final Loop loop;
    private final PoolLimits limits;
    private final WaitingLine line;
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private @Nullable UpstreamConnection newest;
    private @Nullable UpstreamConnection oldest;
    private boolean retired;
    /** The connections that are shared, of a peer that speaks HTTP/2; made for the first request. */
    private @Nullable StreamPool streams;

    ConnectionPool(Loop loop, PoolLimits limits, WaitingLine line) {
        this.loop = loop;
        this.limits = limits;
        this.line = line;
    }

    /** The requests of this event loop that wait for a connection. */
    WaitingLine line() {
        return line;
    }

    Loop loop() {
        return loop;
    }

    PoolLimits limits() {
        return limits;
    }

    /** Whether connections that come back are to be closed. */
    boolean retired() {
        return retired;
    }

    /** Connections that wait here. */
    int idle() {
        return idle.get();
    }

    /** Connections that exist, those in use included. */
    int open() {
        return open.get();
    }

    /** Exchanges of this event loop that are with the peer, or wait for it. */
    int inFlight() {
        return inFlight.get();
    }

    void onInFlight(int by) {
        assert loop.isCurrent();
        inFlight.lazySet(inFlight.get() + by);
    }

    void onOpened() {
        open.lazySet(open.get() + 1);
    }

    void onClosed() {
        open.lazySet(open.get() - 1);
    }

    /** The connections of a peer that speaks HTTP/2, which are counted here. */
    StreamPool streams(Upstreams upstreams, Peer peer) {
        StreamPool known = streams;
        if (known == null) {
            known = new StreamPool(upstreams, peer, this);
            streams = known;
        }
        return known;
    }

    /** Whether exchanges that share connections have none here that could take one, nor one on its way. */
    boolean lacksSharedConnection() {
        return streams != null && streams.lacksConnection();
    }

    /** Whoever waits for a place on a shared connection looks for one. */
    void serveSharersLater() {
        loop.eventLoop().execute(() -> {
            if (streams != null) {
                streams.serve();
            }
        });
    }

    /** A shared connection has no exchange any more, or, if {@code by} is negative, has one again or is gone. */
    void onIdle(int by) {
        idle.lazySet(idle.get() + by);
    }

    /** Takes the connection out that was used last, or returns null. */
    @Nullable
    UpstreamConnection take() {
        assert loop.isCurrent();
        UpstreamConnection connection = newest;
        if (connection != null) {
            remove(connection);
        }
        return connection;
    }

    /** Keeps an unused connection; the oldest one makes room for it. */
    void put(UpstreamConnection connection) {
        assert loop.isCurrent();
        UpstreamConnection last = oldest;
        if (last != null && idle.get() >= limits.idle()) {
            last.close();
        }
        connection.older = newest;
        if (newest == null) {
            oldest = connection;
        } else {
            newest.newer = connection;
        }
        newest = connection;
        connection.pooled = true;
        idle.lazySet(idle.get() + 1);
    }

    /** Forgets a connection that waits here. */
    void remove(UpstreamConnection connection) {
        UpstreamConnection newer = connection.newer;
        UpstreamConnection older = connection.older;
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        connection.newer = null;
        connection.older = null;
        connection.pooled = false;
        idle.lazySet(idle.get() - 1);
    }

    /** Closes the connection that was used longest ago, so that another event loop can have its place, if that is still {@code needed} then. */
    void giveWayLater(BooleanSupplier needed) {
        loop.eventLoop().execute(() -> {
            if (!needed.getAsBoolean()) {
                return;
            }
            if (oldest != null) {
                oldest.close();
            } else if (streams != null) {
                streams.giveWay();
            }
        });
    }

    /** Closes what waits here, now, and what comes back, then. */
    void retireLater() {
        loop.eventLoop().execute(() -> {
            retired = true;
            while (newest != null) {
                newest.close();
            }
            if (streams != null) {
                streams.retire();
            }
        });
    }
}
