package frontdoor.upstream;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import frontdoor.share.ClientKey;
import frontdoor.upstream2.ConnectionOwner;
import frontdoor.upstream2.Http2UpstreamConnection;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of HTTP/2 in its {@link StreamPool}: how long it is used, and what becomes of its place.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its pool.
 */
final class SharedConnection implements ConnectionOwner {
    private static final Logger log = LoggerFactory.getLogger(SharedConnection.class);

    private final StreamPool streams;
    private final ClientKey holder;
    /** For whom alone it was opened, or null: it is in the pool. */
    private final @Nullable Sole sole;

    private final Http2UpstreamConnection connection;
    private final Deadline idle = Deadline.of(this::retire);
    private final long openedAt;
    private int exchanges;
    /** Exchanges that it was given and that have not ended, as far as the peer's places go. */
    private int shares;

    private boolean countedIdle;
    private boolean closed;

    /** An exchange that wants a connection to itself. */
    record Sole(ExchangeTimeouts timeouts, ResponseEvents events) {}

    /** A connection for {@code streams} that counts for {@code holder}; for {@code sole} alone, or, if that is null, for all. */
    SharedConnection(StreamPool streams, ClientKey holder, @Nullable Sole sole) {
        this.streams = streams;
        this.holder = holder;
        this.sole = sole;
        this.openedAt = streams.pool().loop().nanoTime();
        this.connection = Http2UpstreamConnection.create(
                streams.pool().loop(),
                streams.peer().address().tls() != null,
                streams.upstreams().responseLimits(),
                this);
    }

    /** It speaks on {@code channel} from now on, and waits so long for the backend to do so, too. */
    void begin(Channel channel, long nanos) {
        connection.awaitSettings(nanos);
        channel.pipeline().addLast(connection);
    }

    /** Whether it can carry another exchange now. */
    boolean hasRoom() {
        if (!connection.hasRoom()) {
            return false;
        }
        PoolLimits limits = streams.pool().limits();
        if (exchanges < limits.requests() && streams.pool().loop().nanoTime() - openedAt < limits.ageNanos()) {
            return true;
        }
        retire();
        return false;
    }

    /** Exchanges that the backend takes at once. */
    int mostStreams() {
        return connection.mostStreams();
    }

    /** Whether the backend has said that it takes no exchange at the moment, and no more. */
    boolean takesNone() {
        return connection.isOpen() && connection.mostStreams() == 0;
    }

    /** Whether it goes on taking exchanges, now or as soon as others have ended. */
    boolean lasts() {
        return connection.isOpen();
    }

    /** Serves an exchange and tells it so. */
    void begin(ExchangeTimeouts timeouts, ResponseEvents events) {
        exchanges++;
        shares++;
        idle.clear();
        countIdle(false);
        connection.begin(timeouts, events);
    }

    private void countIdle(boolean now) {
        if (countedIdle != now) {
            countedIdle = now;
            streams.pool().onIdle(now ? 1 : -1);
        }
    }

    /** Whether no exchange is on it. */
    boolean isIdle() {
        return shares == 0;
    }

    /** It ends with its last exchange, and takes no other. */
    void retire() {
        connection.retire();
    }

    @Override
    public void onReady() {
        if (sole != null) {
            streams.peer().share();
            begin(sole.timeouts(), sole.events());
            retire();
            return;
        }
        watchIdle();
        streams.onReady(this);
    }

    private void watchIdle() {
        if (isIdle() && !closed) {
            countIdle(true);
            streams.pool()
                    .loop()
                    .set(idle, streams.peer().limits().pool().idle().toNanos());
        }
    }

    @Override
    public void onRoom() {
        if (sole == null) {
            streams.onRoom(this);
        }
    }

    @Override
    public void onExchangeEnded() {
        shares--;
        streams.peer().onShareEnded();
        watchIdle();
        streams.serve();
    }

    @Override
    public void onAnswered() {
        AttemptOutcome.answered(streams.peer());
    }

    @Override
    public void onClosed(@Nullable Failure failure, @Nullable String cause) {
        closed = true;
        idle.withdraw();
        countIdle(false);
        streams.pool().onClosed();
        streams.onClosed(this);
        streams.upstreams().admission().onPlaceFree(streams.peer(), holder);
        if (failure != null) {
            tell(failure, cause == null ? "no SETTINGS came" : cause);
            if (sole == null) {
                streams.onDialFailed(null, failure);
            } else {
                sole.events().onUpstreamFailure(failure);
            }
        }
    }

    private void tell(Failure failure, String cause) {
        if (streams.peer().isDueToTell(streams.pool().loop().nanoTime())) {
            log.atWarn()
                    .addKeyValue("peer", streams.peer())
                    .addKeyValue("failure", failure.token())
                    .addKeyValue("cause", cause)
                    .log("upstream does not speak HTTP/2");
        }
    }
}
