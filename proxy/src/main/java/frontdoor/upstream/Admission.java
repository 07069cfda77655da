package frontdoor.upstream;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import frontdoor.share.ClientKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request to a connection when there is none in the pool: a new one as long as there is a place for it, else a wait in line.
 *
 * <p>Whoever gives a place up wakes the event loops on which somebody waits for one. Whoever begins to wait looks once more afterwards,
 * since a place may have become free in between. Connections never change their event loop: an unused one is closed where it is, and
 * another one opened where it is needed.
 *
 * <h2>Threads</h2>
 *
 * Any event loop; requests are asked for and served on their own.
 */
final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final Opening NOTHING = () -> {};

    private final Upstreams upstreams;
    private final Supplier<Collection<Peer>> peers;
    /** Peers on which somebody waits since all backends together have too many connections. */
    private final Set<Peer> heldUp = ConcurrentHashMap.newKeySet();

    private final LongAdder queued = new LongAdder();

    Admission(Upstreams upstreams, Supplier<Collection<Peer>> peers) {
        this.upstreams = upstreams;
        this.peers = peers;
    }

    /** Requests that had to wait for a connection, so far. */
    long queued() {
        return queued.sum();
    }

    /** A request has to wait for a connection, or for a stream of one. */
    void onQueued() {
        queued.increment();
    }

    /**
     * Brings a request to a connection; {@code events} hears of it after this has returned.
     *
     * @param fresh whether it has to be a new one
     */
    Opening ask(Loop loop, Peer peer, ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events) {
        ConnectionPool pool = peer.pool(loop);
        ClientKey client = events.client().key();
        if (pool.line().isEmpty() && tryTake(peer, pool, client)) {
            return connect(loop, peer, client, timeouts, events);
        }
        WaitingRequest request = new WaitingRequest(pool.line(), timeouts, fresh, events);
        if (!pool.line().add(request)) {
            Refusal refused = new Refusal(events, Failure.UPSTREAM_QUEUE_FULL);
            loop.eventLoop().execute(refused);
            return refused;
        }
        onQueued();
        loop.set(request, peer.limits().written().queueWait().toNanos());
        serve(peer, pool);
        if (!pool.line().isEmpty()) {
            askForRoom(peer);
        }
        return request;
    }

    /** Takes the place of a connection; an event loop on which no shared one is of use gets one in any case: others may be used there for ever. */
    private static boolean tryTake(Peer peer, ConnectionPool pool, ClientKey client) {
        return peer.bound().tryTake(client)
                || pool.lacksSharedConnection() && peer.bound().tryTakeBeyond(client);
    }

    /** Brings a check to a new connection at once: it is for finding out about a server, also about one that has all it may have. */
    Opening check(Loop loop, Peer peer, ExchangeTimeouts timeouts, ResponseEvents events) {
        ClientKey client = events.client().key();
        peer.bound().take(client);
        return connect(loop, peer, client, timeouts, events);
    }

    /** Begins to connect in the place that was taken for {@code client}, which is free again if this throws. */
    private Opening connect(Loop loop, Peer peer, ClientKey client, ExchangeTimeouts timeouts, ResponseEvents events) {
        Connecting connecting = new Connecting(upstreams, loop, peer, client, timeouts, events);
        try {
            connecting.start();
        } catch (Throwable thrown) {
            connecting.cancel();
            throw thrown;
        }
        return connecting;
    }

    /** Lets those connect who wait on the loop of {@code pool}, as far as there are places for them. */
    void serve(Peer peer, ConnectionPool pool) {
        WaitingRequest next;
        while ((next = pool.line().poll(request -> tryTake(peer, pool, request.client()))) != null) {
            connect(pool.loop(), peer, next);
        }
        if (!pool.line().isEmpty() && peer.bound().isHeldUpByOthers() && heldUp.add(peer)) {
            wake(peer);
        }
    }

    /** One that breaks down is told so: those behind it are served all the same. */
    private void connect(Loop loop, Peer peer, WaitingRequest next) {
        try {
            next.becomes(connect(loop, peer, next.client(), next.timeouts(), next.events()));
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a request that waited for a connection could not be served");
            next.becomes(NOTHING);
            next.events().onUpstreamFailure(Failure.INTERNAL_ERROR);
        }
    }

    /** An unused connection of another loop, or of another backend, gives its place up to whoever waits for this one; at last one of a login. */
    private void askForRoom(Peer peer) {
        boolean byOthers = peer.bound().isHeldUpByOthers();
        boolean asked = askForRoomIn(peer, peer)
                || byOthers && peers.get().stream().anyMatch(other -> askForRoomIn(other, peer));
        if (!asked) {
            upstreams.askPinsForRoom(byOthers ? null : peer);
        }
    }

    private static boolean askForRoomIn(Peer holder, Peer asking) {
        for (ConnectionPool pool : holder.pools()) {
            if (pool.idle() > 0) {
                pool.giveWayLater(() -> isWaitedForAt(asking));
                return true;
            }
        }
        return false;
    }

    /** What was waited for may have come by other ways: then nothing that is of use has to be closed. */
    private static boolean isWaitedForAt(Peer peer) {
        for (ConnectionPool pool : peer.pools()) {
            if (!pool.line().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The connection that counted for {@code holder} is gone, or has not come to be. */
    void onPlaceFree(Peer peer, ClientKey holder) {
        peer.bound().give(holder);
        if (peer.waiting() > 0) {
            wake(peer);
        }
        if (!heldUp.isEmpty()) {
            List.copyOf(heldUp).stream().filter(heldUp::remove).forEach(this::wake);
        }
    }

    /** Limits may have been raised. */
    void wake(Peer peer) {
        for (ConnectionPool pool : peer.pools()) {
            if (!pool.line().isEmpty()) {
                pool.loop().eventLoop().execute(() -> serve(peer, pool));
            }
        }
    }

    /**
     * A connection has served its exchange: it serves who waits on its loop, or ends so that another loop can have its place.
     *
     * @return whether it is needed for neither, and belongs into the pool
     */
    boolean isUnneeded(Peer peer, ConnectionPool pool, UpstreamConnection connection) {
        if (peer.waiting() == 0) {
            return true;
        }
        WaitingRequest next = isOwedToOthers(peer, pool)
                ? null
                : pool.line().poll(request -> !request.fresh() && connection.mayServe(request.events()));
        if (next != null) {
            next.becomes(NOTHING);
            connection.beginOrFail(next.timeouts(), next.events());
        } else {
            connection.close();
        }
        return false;
    }

    /** Whether a loop on which somebody waits has fewer connections than this one: each gets its part of them, and goes on with it. */
    private static boolean isOwedToOthers(Peer peer, ConnectionPool pool) {
        for (ConnectionPool other : peer.pools()) {
            if (other != pool && !other.line().isEmpty() && other.open() + 1 < pool.open()) {
                return true;
            }
        }
        return false;
    }
}
