package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.config.ExchangeTimeouts;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Deadline;
import frontdoor.loop.Survived;
import frontdoor.share.ClientKey;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop to a peer that speaks HTTP/2: each carries many exchanges, so a new one is opened only when the streams
 * of all others are taken. Requests that come meanwhile wait for it, in their order.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop.
 */
final class StreamPool {
    private static final Logger log = LoggerFactory.getLogger(StreamPool.class);
    private static final Opening READY = () -> {};
    /** Requests that one connection on its way is thought to have room for. */
    private static final int EXPECTED_STREAMS = 100;

    private final Upstreams upstreams;
    private final Peer peer;
    private final ConnectionPool pool;
    private final List<SharedConnection> connections = new ArrayList<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int dialing;

    /** The connections to {@code peer} on the event loop of {@code pool}, which counts them. */
    StreamPool(Upstreams upstreams, Peer peer, ConnectionPool pool) {
        this.upstreams = upstreams;
        this.peer = peer;
        this.pool = pool;
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
        Waiting request = new Waiting(timeouts, events);
        if (waiting.size() >= EXPECTED_STREAMS + peer.limits().written().queue()) {
            pool.loop().eventLoop().execute(() -> request.fail(Failure.UPSTREAM_QUEUE_FULL));
            return request;
        }
        waiting.add(request);
        pool.loop().set(request, patience(timeouts));
        if (waiting.size() > dialing * EXPECTED_STREAMS && !isHeldUp()) {
            dial(timeouts, events);
        }
        return request;
    }

    /** Whether it is not connections that are missing, but requests that the peer may have. */
    private boolean isHeldUp() {
        return connections.stream().anyMatch(SharedConnection::hasRoom);
    }

    private long patience(ExchangeTimeouts timeouts) {
        return timeouts.upstreamConnect().toNanos()
                + peer.limits().written().queueWait().toNanos();
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

    private void dial(ExchangeTimeouts timeouts, ResponseEvents events) {
        dialing++;
        upstreams.admission().ask(pool.loop(), peer, timeouts, true, new Dial(events.connection(), events.client()));
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
        SharedConnection.Sole sole = dialled instanceof Dial ? null : new SharedConnection.Sole(timeouts, dialled);
        new SharedConnection(this, holder, sole)
                .begin(channel, timeouts.upstreamConnect().toNanos());
    }

    void onReady(SharedConnection connection) {
        dialing--;
        connections.add(connection);
        serve();
    }

    /** There may be room for those who wait. */
    void serve() {
        while (!waiting.isEmpty()) {
            SharedConnection roomy = findRoom();
            if (roomy == null) {
                return;
            }
            Waiting next = waiting.remove();
            next.withdraw();
            try {
                roomy.begin(next.timeouts, next.events);
            } catch (Throwable thrown) {
                Survived.tell(log, thrown, "a request that waited for a stream could not be begun");
                next.fail(Failure.INTERNAL_ERROR);
            }
        }
    }

    void onClosed(SharedConnection connection) {
        connections.remove(connection);
    }

    /** A connection on its way has come to nothing: so have those who wait for it, if there is no other. */
    void onDialFailed(Failure failure) {
        dialing--;
        if (dialing == 0) {
            List<Waiting> vain = List.copyOf(waiting);
            waiting.clear();
            for (Waiting one : vain) {
                one.withdraw();
                one.fail(failure);
            }
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

    /** Closes connections when their streams have ended, and opens no other. */
    void retire() {
        List.copyOf(connections).forEach(SharedConnection::retire);
    }

    /** One request that waits for a stream. */
    private final class Waiting extends Deadline implements Opening {
        private final ExchangeTimeouts timeouts;
        private final ResponseEvents events;
        private boolean over;

        Waiting(ExchangeTimeouts timeouts, ResponseEvents events) {
            this.timeouts = timeouts;
            this.events = events;
        }

        void fail(Failure failure) {
            if (!over) {
                over = true;
                events.onUpstreamFailure(failure);
            }
        }

        @Override
        public void cancel() {
            over = true;
            withdraw();
            waiting.remove(this);
        }

        @Override
        protected void onExpired() {
            waiting.remove(this);
            fail(Failure.UPSTREAM_QUEUE_TIMEOUT);
        }
    }

    /** The first request's place in the line for a connection, which all who wait will share. */
    private final class Dial implements ResponseEvents {
        private final ClientConnection connection;
        private final Client client;

        Dial(ClientConnection connection, Client client) {
            this.connection = connection;
            this.client = client;
        }

        @Override
        public ClientConnection connection() {
            return connection;
        }

        @Override
        public Client client() {
            return client;
        }

        @Override
        public void onUpstreamFailure(Failure failure) {
            onDialFailed(failure);
        }

        @Override
        public void onUpstreamReady(UpstreamStream stream) {
            throw new IllegalStateException("a connection of HTTP/2 was taken for one of HTTP/1");
        }

        @Override
        public void onInterim(ResponseHead head) {}

        @Override
        public void onResponseHead(ResponseHead head) {}

        @Override
        public void onResponseBody(ByteBuf data) {
            data.release();
        }

        @Override
        public void onResponseEnd() {}

        @Override
        public void onUpstreamWritable() {}

        @Override
        public void onMalformed(Flaw flaw) {}
    }
}
