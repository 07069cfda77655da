package frontdoor.upstream;

import frontdoor.exchange.Loop;
import frontdoor.exchange.ReadAhead;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.share.ClientKey;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a backend, and the stream of the exchange that uses it: one after the other, never two at once.
 *
 * <p>It is reused only when both messages were complete, nothing is left to be sent, the framing leaves no doubt and no octet came that
 * belongs to no response (RFC 9112 9.2, 6.3).
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchanges.
 *
 * <h2>Backpressure</h2>
 *
 * Towards the backend by the channel's watermarks, from it by reading only while the exchange wants to.
 *
 * <h2>Closing</h2>
 *
 * Whoever ends the exchange takes {@code events} away first, so that it hears of its end once.
 */
final class UpstreamConnection implements UpstreamStream {
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
    private final InetSocketAddress remote;
    private final RequestSide request;
    private final ResponseSide response;
    private final ExchangeWatch watch;
    private final Ownership ownership;
    private final long openedAt;
    /** For whom it counts. */
    private ClientKey holder;

    private int exchanges;
    private boolean closed;
    private final ReadAhead ahead = new ReadAhead();
    private boolean reading = true;
    private boolean responseEnded;
    private boolean readFailed;
    /** The backend has ended its direction of a tunnel. */
    private boolean inputEnded;
    /** Our direction of a tunnel has been ended, and everything before that has left. */
    private boolean outputEnded;

    private @Nullable ResponseEvents events;

    /** Wraps a channel that has just been connected. */
    UpstreamConnection(
            Upstreams upstreams, Peer peer, Loop loop, ClientKey holder, Channel channel, UpstreamTimeouts timeouts) {
        this.upstreams = upstreams;
        this.peer = peer;
        this.holder = holder;
        this.ownership = new Ownership(this, peer, upstreams.pins(loop));
        this.pool = peer.pool(loop);
        this.loop = loop;
        this.channel = channel;
        this.remote = (InetSocketAddress) channel.remoteAddress();
        this.openedAt = loop.nanoTime();
        this.request = new RequestSide(channel, (ChannelFutureListener) sent -> onRequestSent(sent.cause()));
        this.response = new ResponseSide(this, upstreams.responseLimits());
        this.watch = new ExchangeWatch(new ConnectionTimer(this, request, loop), request, response, timeouts);
        pool.onOpened();
    }

    /** Serves an exchange from now on and tells it so; the connection has been taken out of the pool. */
    void begin(UpstreamTimeouts timeouts, ResponseEvents events) {
        assert loop.isCurrent();
        this.events = events;
        holder = peer.bound().onReuse(holder, events.client().key());
        exchanges++;
        watch.begin(timeouts);
        request.begin();
        response.begin();
        events.onUpstreamReady(this);
    }

    /** Is {@code owner}'s from now on; {@code events} hears of the exchange that has begun. */
    void toOwned(Pin owner, ResponseEvents events) {
        this.events = events;
        ownership.toOwned(owner);
    }

    Ownership ownership() {
        return ownership;
    }

    /** Whether it is fit for another exchange as far as is known. */
    boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Who hears of the response, or null: nobody does any more. */
    @Nullable
    ResponseEvents events() {
        return events;
    }

    /** Whether the request was written to its end. */
    boolean requestEnded() {
        return request.ended();
    }

    @Override
    public InetSocketAddress peer() {
        return remote;
    }

    @Override
    public void writeHead(RequestHead head) {
        assert loop.isCurrent();
        if (closed) {
            return;
        }
        response.expect(head.method(), head.websocketUpgrade());
        ownership.onRequest(head);
        request.writeHead(head);
        loop.flushLater(channel);
    }

    @Override
    public void writeBody(ByteBuf data) {
        assert loop.isCurrent();
        if (closed) {
            data.release();
            return;
        }
        if (!request.writeBody(data)) {
            fail(Failure.BAD_FRAMING);
            return;
        }
        loop.flushLater(channel);
        watch.onRequestWritten(reading);
    }

    @Override
    public void writeEnd() {
        if (closed) {
            return;
        }
        if (!request.writeEnd()) {
            fail(Failure.BAD_FRAMING);
            return;
        }
        loop.flushLater(channel);
        if (inputEnded) {
            events = null;
        } else {
            watch.onRequestEnded(reading);
        }
    }

    @Override
    public boolean isWritable() {
        return request.stopped() || channel.isWritable();
    }

    @Override
    public void setReading(boolean reading) {
        assert loop.isCurrent();
        if (this.reading == reading || closed) {
            return;
        }
        this.reading = reading;
        channel.config().setAutoRead(reading);
        if (events != null && response.begun()) {
            watch.watchResponse(reading);
        }
    }

    @Override
    public void cancel() {
        if (events != null) {
            events = null;
            close();
        }
    }

    private void onRequestSent(@Nullable Throwable failure) {
        if (failure != null) {
            onWriteFailed();
        } else if (!response.isTunnel()) {
            if (events != null && response.awaitsHead()) {
                watch.watchResponse(reading);
            }
        } else if (inputEnded) {
            close();
        } else {
            outputEnded = true;
            var _ = ((DuplexChannel) channel).shutdownOutput();
        }
    }

    /** The final head is about to be told. */
    void onFinalHead(int status) {
        if (peer.onAlive()) {
            log.atInfo().addKeyValue("peer", peer).log("upstream answers again");
        }
        if (response.isTunnel()) {
            request.toTunnel();
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        } else if (status >= 300 && !request.ended()) {
            // RFC 9112 9.5: the backend does not want the rest. After 2xx it may answer while it reads.
            request.stop();
            if (!channel.isWritable() && events != null) {
                events.onUpstreamWritable();
            }
        }
    }

    /** The response is complete; the connection's fate is settled when the octets that came with it have been looked at. */
    void onResponseComplete() {
        ResponseEvents listener = events;
        events = null;
        responseEnded = true;
        if (!request.sent()) {
            close();
        }
        if (listener != null) {
            listener.onResponseEnd();
        }
    }

    /** Ends the exchange and the connection. */
    void fail(Failure failure) {
        ResponseEvents listener = events;
        events = null;
        close();
        if (listener != null) {
            listener.onUpstreamFailure(failure);
        }
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
        ownership.onClosed();
        upstreams.admission().onPlaceFree(peer, holder);
        watch.release();
        request.stop();
        var _ = channel.close();
    }

    /** Octets from the backend. Borrows {@code in}. */
    void onOctets(ByteBuf in) {
        if (events == null) {
            // RFC 9112 9.2: octets that answer nothing.
            close();
            return;
        }
        if (!request.flushed()) {
            fail(decideUnsent());
            return;
        }
        if (!ahead.add(in.readableBytes(), reading)) {
            fail(Failure.UPSTREAM_OVERRUN);
            return;
        }
        response.onOctets(in);
        if (in.isReadable()) {
            close();
        } else if (events != null) {
            watch.watchResponse(reading);
        }
    }

    /** All that was there has been read: only now is it known whether something follows the response. */
    void onReadComplete() {
        if (responseEnded && !closed) {
            responseEnded = false;
            toPool();
        }
    }

    private void toPool() {
        if (!isReusable()) {
            close();
            return;
        }
        setReading(true);
        if (ownership.isOwned()) {
            watch.onOwned();
            ownership.onIdle();
        } else if (upstreams.admission().isUnneeded(peer, pool, this)) {
            pool.put(this);
            watch.onPooled(pool.limits());
        }
    }

    private boolean isReusable() {
        return response.leavesConnectionUsable()
                && request.sent()
                && !readFailed
                && !pool.retired()
                && (ownership.isOwned() || isYoung(pool.limits()))
                && channel.isActive();
    }

    private boolean isYoung(PoolLimits limits) {
        return exchanges < limits.requests() && loop.nanoTime() - openedAt < limits.ageNanos();
    }

    void onFlush() {
        request.onFlush();
    }

    void onWritable() {
        if (events != null) {
            events.onUpstreamWritable();
        }
    }

    /** The backend's FIN, where it does not end the connection: in a tunnel. */
    void onInputEnded() {
        ResponseEvents listener = events;
        if (listener == null || inputEnded) {
            return;
        }
        inputEnded = true;
        if (request.ended()) {
            events = null;
        }
        if (outputEnded) {
            close();
        }
        listener.onResponseEnd();
    }

    /** The connection has ended. */
    void onClosed() {
        ResponseEvents listener = events;
        events = null;
        close();
        if (listener == null) {
            return;
        }
        if (!readFailed && response.onEndOfInput()) {
            listener.onResponseEnd();
        } else {
            listener.onUpstreamFailure(decideFailure());
        }
    }

    private Failure decideFailure() {
        if (response.begun()) {
            return Failure.UPSTREAM_CLOSED_EARLY;
        }
        return request.flushed() ? Failure.UPSTREAM_CLOSED : decideUnsent();
    }

    /** Nothing was sent; but whoever tries again needs the whole request, and pieces of a body handed over are gone. */
    private Failure decideUnsent() {
        return request.bodyHandedOver() ? Failure.UPSTREAM_CLOSED : Failure.UPSTREAM_STALE;
    }

    /** The backend has reset the connection: nothing it said last is an orderly end. */
    void onReadFailed() {
        readFailed = true;
        var _ = channel.close();
    }

    /** Writing failed, but a response that the backend sent before it closed can still be read. */
    void onWriteFailed() {
        if (events == null) {
            close();
            return;
        }
        if (request.failedAtOnce()) {
            fail(decideUnsent());
        } else if (!request.stopped()) {
            request.stop();
            events.onUpstreamWritable();
        }
    }
}
