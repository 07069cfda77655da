package frontdoor.upstream;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Survived;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop to a peer that speaks HTTP/2: each carries many exchanges, so a new one is opened only when the streams
 * of all others are taken. Requests that come meanwhile wait for it, or, where it is not connections that are missing, for a stream: as many
 * and as long as may wait for a place at the peer. An event loop that has no connection, or none that takes more, opens one in any case: streams
 * that last would keep the places on other loops for ever.
 *
 * <p>Whenever somebody waits and something has changed, {@link #serve} looks for room and then for what is missing, so that nobody waits
 * for what is gone.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop.
 */
final class StreamPool {
    private static final Logger log = LoggerFactory.getLogger(StreamPool.class);
    private static final Opening READY = () -> {};
    /** Requests that the first connection is thought to have room for; the next ones are thought to be like the last. */
    private static final int EXPECTED_STREAMS = 100;

    private final Upstreams upstreams;
    private final Peer peer;
    private final ConnectionPool pool;
    private final List<SharedConnection> connections = new ArrayList<>();
    private final WaitingLine waiting;
    /** Dials that wait in line for the place of a connection. */
    private final List<Dial> inLine = new ArrayList<>();

    private int dialing;
    /** Whether a place is being asked for one of these. */
    private boolean asking;

    private int expected = EXPECTED_STREAMS;

    /** The connections to {@code peer} on the event loop of {@code pool}, which counts them. */
    StreamPool(Upstreams upstreams, Peer peer, ConnectionPool pool) {
        this.upstreams = upstreams;
        this.peer = peer;
        this.pool = pool;
        this.waiting = pool.line().another();
    }

    Upstreams upstreams() {
        return upstreams;
    }

    Peer peer() {
        return peer;
    }

    ConnectionPool pool() {
        return pool;
    }

    /** Brings a request to a stream; {@code events} hears of it before this returns if there is room for one. */
    Opening open(ExchangeTimeouts timeouts, ResponseEvents events) {
        assert pool.loop().isCurrent();
        SharedConnection roomy = waiting.isEmpty() ? findRoom() : null;
        if (roomy != null) {
            roomy.begin(timeouts, events);
            return READY;
        }
        return await(new WaitingRequest(waiting, timeouts, false, events));
    }

    /** Whoever comes with a connection that is on its way takes no place in the queue: it does not wait for others to be done. */
    private Opening await(WaitingRequest request) {
        dialFor(request, waiting.size() + 1);
        boolean comes = waiting.size() < dialing * expected;
        if (comes) {
            waiting.addComing(request);
        } else if (!waiting.add(request)) {
            Refusal full = new Refusal(request.events(), Failure.UPSTREAM_QUEUE_FULL);
            pool.loop().eventLoop().execute(full);
            return full;
        } else {
            upstreams.admission().onQueued();
        }
        long patience = peer.limits().written().queueWait().toNanos();
        pool.loop()
                .set(
                        request,
                        comes ? patience + request.timeouts().upstreamConnect().toNanos() : patience);
        return request;
    }

    private @Nullable SharedConnection findRoom() {
        // Backwards: one that has grown old is retired, and may be gone at once.
        for (int i = connections.size() - 1; i >= 0; i--) {
            SharedConnection connection = connections.get(i);
            if (connection.hasRoom()) {
                return peer.tryShare() ? connection : null;
            }
        }
        return null;
    }

    /** Opens the connections that so many need who wait, {@code last} being one of them, unless it is something else that is missing. */
    private void dialFor(WaitingRequest last, int count) {
        while (count > dialing * expected && !isHeldUp()) {
            dialing++;
            dial(last);
        }
        if (!inLine.isEmpty() && lacksConnection()) {
            // What made them wait has gone away, or takes no more.
            upstreams.admission().serve(peer, pool);
        }
    }

    /** Whether no connection takes exchanges, or will when others have ended, and none is on its way. */
    boolean lacksConnection() {
        long placeless = inLine.stream().filter(Dial::waits).count() + (asking ? 1 : 0);
        return dialing == placeless && connections.stream().noneMatch(SharedConnection::lasts);
    }

    /** Whether another connection would be of no use: the peer has all requests that it may, or takes none at the moment. */
    private boolean isHeldUp() {
        return peer.isFull(pool.loop()) || connections.stream().anyMatch(SharedConnection::takesNone);
    }

    private void dial(WaitingRequest first) {
        Dial dial = new Dial(this, first.events());
        asking = true;
        try {
            if (upstreams.admission().ask(pool.loop(), peer, first.timeouts(), true, dial)
                    instanceof WaitingRequest line) {
                dial.waitsIn(line);
                inLine.add(dial);
            }
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a connection that requests wait for could not be begun");
            pool.loop().eventLoop().execute(() -> onDialFailed(dial, Failure.INTERNAL_ERROR));
        } finally {
            asking = false;
        }
    }

    /**
     * A channel has been connected for {@code dialled}: it becomes a connection, which is used when the backend has said that it speaks
     * HTTP/2.
     */
    void adopt(Channel channel, ClientKey holder, ExchangeTimeouts timeouts, @Nullable ResponseEvents dialled) {
        if (dialled == null) {
            throw new IllegalStateException("a connection was dialled that nobody waits for");
        }
        pool.onOpened();
        if (dialled instanceof Dial dial) {
            inLine.remove(dial);
        }
        SharedConnection.Sole sole = dialled instanceof Dial ? null : new SharedConnection.Sole(timeouts, dialled);
        new SharedConnection(this, holder, sole)
                .begin(channel, timeouts.upstreamConnect().toNanos());
    }

    void onReady(SharedConnection connection) {
        dialing--;
        connections.add(connection);
        onRoom(connection);
        if (pool.retired()) {
            // Those who had come by then are served all the same.
            connection.retire();
        }
    }

    /** There may be more room on {@code connection}, or less. */
    void onRoom(SharedConnection connection) {
        expected = Math.max(1, Math.min(connection.mostStreams(), EXPECTED_STREAMS));
        serve();
    }

    /** Those who wait get what room there is, and the connections that they need beyond that. */
    void serve() {
        while (!waiting.isEmpty()) {
            SharedConnection roomy = findRoom();
            if (roomy == null) {
                dialFor(waiting.first(), waiting.size());
                break;
            }
            begin(roomy);
        }
        leaveLine();
    }

    /** Gives up what nobody needs any more, unless it is on its way: its place in the queue is for others. */
    private void leaveLine() {
        for (int i = inLine.size() - 1; i >= 0 && waiting.size() <= (dialing - 1) * expected; i--) {
            if (inLine.get(i).leaves()) {
                dialing--;
                inLine.remove(i);
            }
        }
    }

    private void begin(SharedConnection roomy) {
        WaitingRequest next = waiting.poll();
        next.becomes(READY);
        try {
            roomy.begin(next.timeouts(), next.events());
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a request that waited for a stream could not be begun");
            next.events().onUpstreamFailure(Failure.INTERNAL_ERROR);
        }
    }

    /** Those who wait look for another one, once the exchanges of this one have heard of its end. */
    void onClosed(SharedConnection connection) {
        connections.remove(connection);
        if (!waiting.isEmpty()) {
            pool.loop().eventLoop().execute(this::serve);
        }
    }

    /**
     * A connection on its way has come to nothing: so have those for whom there is none any more, in their order, as many as it was for. The
     * others get another one; where there is but no place for one, streams of those that are there will end.
     *
     * @param dial which one, or null: it was on its way already
     */
    void onDialFailed(@Nullable Dial dial, Failure failure) {
        inLine.remove(dial);
        dialing--;
        boolean noPlace = failure == Failure.UPSTREAM_QUEUE_FULL || failure == Failure.UPSTREAM_QUEUE_TIMEOUT;
        if (noPlace && !connections.isEmpty()) {
            return;
        }
        int vain = Math.min(waiting.size() - dialing * expected, expected);
        // All at first: whoever tries again must not hear of the same failure twice.
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < vain; i++) {
            WaitingRequest next = waiting.poll();
            Refusal refusal = new Refusal(next.events(), failure);
            next.becomes(refusal);
            refusals.add(refusal);
        }
        refusals.forEach(Refusal::run);
        if (!noPlace) {
            serve();
        }
    }

    /** Closes a connection without a stream, so that somebody else can have its place. */
    void giveWay() {
        for (SharedConnection connection : connections) {
            if (connection.isIdle()) {
                connection.retire();
                return;
            }
        }
    }

    /** Closes connections when their streams have ended, and opens no other but for those who have come by then. */
    void retire() {
        List.copyOf(connections).forEach(SharedConnection::retire);
    }
}
