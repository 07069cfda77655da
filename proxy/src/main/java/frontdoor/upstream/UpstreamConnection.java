package frontdoor.upstream;

import frontdoor.connect.PeerTls;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import frontdoor.share.ClientKey;
import frontdoor.tls.BackendTlsFault;
import frontdoor.upstream1.Http1UpstreamStream;
import frontdoor.upstream1.StreamOwner;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
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
final class UpstreamConnection implements StreamOwner {
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
    private long backendKeepsNanos = Long.MAX_VALUE;

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

    /** The one that an exchange of HTTP/1.1 has its stream on. */
    static UpstreamConnection of(UpstreamStream stream) {
        return (UpstreamConnection) ((Http1UpstreamStream) stream).owner();
    }

    /** What is to be the last handler of its channel. */
    ChannelHandler handler() {
        return stream.handler(peer.tls() != null);
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

    /** Whether it is fit for another exchange as far as is known. */
    boolean isOpen() {
        return !closed && channel.isActive();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void onRequest(RequestHead head) {
        ownership.onRequest(head);
    }

    @Override
    public void onHead(ResponseHead head, boolean persists, ResponseEvents events) {
        ownership.onHead(head, persists, events);
    }

    @Override
    public boolean isNew() {
        return exchanges <= 1;
    }

    @Override
    public boolean hasNeverAnswered() {
        return peer.tls() == null && !peer.hasAnswered();
    }

    @Override
    public void onAnswered() {
        peer.onAnswered();
        AttemptOutcome.answered(peer);
    }

    @Override
    public void onTlsBroken(SSLException broken) {
        // With version 1.3, that is how a backend says that it wants a certificate.
        PeerTls terms = peer.address().tls();
        if (terms != null && peer.isDueToTell(loop.roughNanoTime())) {
            log.atWarn()
                    .addKeyValue("peer", peer)
                    .addKeyValue("cause", BackendTlsFault.inWords(broken, terms.name()))
                    .log("upstream broke TLS off");
        }
    }

    @Override
    public void onKeepAlive(long nanos) {
        backendKeepsNanos = nanos;
    }

    /** Goes on to the next exchange, if it is fit for that. */
    @Override
    public void onExchangeEnded() {
        long idle = Math.min(peer.limits().pool().idle().toNanos(), backendKeepsNanos);
        if (!isReusable() || idle <= 0) {
            close();
            return;
        }
        stream.setReading(true);
        if (ownership.isOwned()) {
            stream.onOwned();
            ownership.onIdle();
        } else if (upstreams.admission().isUnneeded(peer, pool, this)) {
            pool.put(this);
            stream.onPooled(idle);
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

    @Override
    public void close() {
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
