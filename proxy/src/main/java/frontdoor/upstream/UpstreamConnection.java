package frontdoor.upstream;

import frontdoor.config.ExchangeTimeouts;
import frontdoor.connect.PeerTls;
import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import frontdoor.share.ClientKey;
import frontdoor.tls.BackendTlsFault;
import io.netty.channel.Channel;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a backend from its first exchange to its end, and whose it is in between. Its {@link Http1UpstreamStream} serves the
 * exchanges: one after the other, never two at once.
 *
 * <p>It is reused only when both messages were complete, nothing is left to be sent, the framing leaves no doubt and no octet came that
 * belongs to no response (RFC 9112 9.2, 6.3).
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchanges.
 */
final class UpstreamConnection {
    private static final Logger log = LoggerFactory.getLogger(UpstreamConnection.class);

    /** Neighbours in the pool, while it waits there. */
    @Nullable
    UpstreamConnection newer;

    @Nullable
    UpstreamConnection older;

    /** Whether it waits in the pool; only the pool changes this. */
    boolean pooled;

    private final Upstreams upstreams;
    private final Peer peer;
    private final ConnectionPool pool;
    private final Loop loop;
    private final Channel channel;
    private final Ownership ownership;
    private final Http1UpstreamStream stream;
    private final long openedAt;
    /** Null: it may serve everybody. */
    private @Nullable Introduction introduction;
    /** For whom it counts. */
    private ClientKey holder;

    /** How long the backend keeps it without a request, as far as it has said so. */
    private long backendKeepsNanos = KeepAlive.UNTOLD;

    private int exchanges;
    private boolean closed;

    /** Wraps a channel that has just been connected. */
    UpstreamConnection(
            Upstreams upstreams, Peer peer, Loop loop, ClientKey holder, Channel channel, ExchangeTimeouts timeouts) {
        this.upstreams = upstreams;
        this.peer = peer;
        this.holder = holder;
        this.ownership = new Ownership(this, peer, upstreams.pins(loop));
        this.pool = peer.pool(loop);
        this.loop = loop;
        this.channel = channel;
        this.openedAt = loop.nanoTime();
        this.stream = new Http1UpstreamStream(this, loop, channel, upstreams.responseLimits(), timeouts);
    }

    /** The backend has been told whose requests come on it. */
    void introduced(Introduction told) {
        introduction = told;
        upstreams.introduced(loop).add(this, told);
    }

    /** Whether an exchange of {@code events} is one of those whom it may serve. */
    boolean mayServe(ResponseEvents events) {
        return introduction == null || introduction.fits(events);
    }

    boolean isTo(Peer other) {
        return peer == other;
    }

    /** Takes it out of its pool. */
    void takeOut() {
        pool.remove(this);
    }

    /** It hears of what happens on its channel from now on, and counts until it is closed. */
    void onOpened() {
        pool.onOpened();
    }

    /** Serves an exchange from now on and tells it so; the connection has been taken out of the pool. */
    void begin(ExchangeTimeouts timeouts, ResponseEvents events) {
        assert loop.isCurrent();
        stream.toldTo(events);
        holder = peer.bound().onReuse(holder, events.client().key());
        exchanges++;
        stream.begin(timeouts);
        events.onUpstreamReady(stream);
    }

    /** The same in a turn of its own, where nobody else would end an exchange whose beginning throws. */
    void beginOrFail(ExchangeTimeouts timeouts, ResponseEvents events) {
        try {
            begin(timeouts, events);
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a request to a backend could not be begun");
            stream.fail(Failure.INTERNAL_ERROR);
        }
    }

    /** Is {@code owner}'s from now on; {@code events} hears of the exchange that has begun. */
    void toOwned(Pin owner, ResponseEvents events) {
        stream.toldTo(events);
        ownership.toOwned(owner);
    }

    /** Whose it is. */
    Ownership ownership() {
        return ownership;
    }

    /** What serves its exchanges. */
    Http1UpstreamStream stream() {
        return stream;
    }

    /** Whether it is fit for another exchange as far as is known. */
    boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Whether {@link #close()} was called. */
    boolean isClosed() {
        return closed;
    }

    /** The backend has answered. */
    void onAnswered() {
        if (peer.health().onAttempt(Attempt.ANSWERED)) {
            log.atInfo().addKeyValue("peer", peer).log("upstream answers again");
        }
    }

    /** TLS was agreed on and ended by an alert: with version 1.3, that is how a backend says that it wants a certificate. */
    void onTlsBroken(SSLException broken) {
        PeerTls terms = peer.address().tls();
        if (terms != null && peer.isDueToTell(loop.roughNanoTime())) {
            log.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("cause", BackendTlsFault.inWords(broken, terms.name()))
                    .log("upstream broke TLS off");
        }
    }

    /** The backend has said how long it keeps the connection, or {@link KeepAlive#UNTOLD}. */
    void onKeepAlive(long nanos) {
        backendKeepsNanos = nanos;
    }

    /** Its exchange has ended, and nothing more has come: the connection goes on to the next one if it is fit for that. */
    void onExchangeEnded() {
        long idle = Math.min(peer.limits().pool().idle().toNanos(), backendKeepsNanos);
        if (!isReusable() || idle <= 0) {
            close();
            return;
        }
        stream.setReading(true);
        if (ownership.isOwned()) {
            stream.watch().onOwned();
            ownership.onIdle();
        } else if (upstreams.admission().isUnneeded(peer, pool, this)) {
            pool.put(this);
            stream.watch().onPooled(idle);
        }
    }

    private boolean isReusable() {
        return stream.leavesConnectionUsable()
                && !pool.retired()
                && (introduction == null || upstreams.introduced(loop).isHere(introduction))
                && (ownership.isOwned() || isYoung(pool.limits()))
                && channel.isActive();
    }

    private boolean isYoung(PoolLimits limits) {
        return exchanges < limits.requests() && loop.nanoTime() - openedAt < limits.ageNanos();
    }

    /** Ends the connection; the exchange, if there is one, hears of it. */
    void close() {
        assert loop.isCurrent();
        if (closed) {
            return;
        }
        closed = true;
        if (pooled) {
            pool.remove(this);
        }
        pool.onClosed();
        if (introduction != null) {
            upstreams.introduced(loop).remove(this, introduction);
        }
        ownership.onClosed();
        upstreams.admission().onPlaceFree(peer, holder);
        stream.release();
        var _ = channel.close();
    }
}
