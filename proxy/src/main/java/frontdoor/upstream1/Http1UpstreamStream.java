package frontdoor.upstream1;

import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.RequestHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import frontdoor.loop.ReadAhead;
import frontdoor.wire.Greeting;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The exchange on a connection to a backend that speaks HTTP/1.1: one stream for all the exchanges of the connection, one after the
 * other.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its owner.
 *
 * <h2>Backpressure</h2>
 *
 * Towards the backend by the channel's watermarks, from it by reading only while the exchange wants to.
 *
 * <h2>Closing</h2>
 *
 * {@link ExchangeEnd} ends it, and tells who listens.
 */
public final class Http1UpstreamStream implements UpstreamStream {
    private final StreamOwner owner;
    private final Loop loop;
    private final Channel channel;
    private final SocketAddress remote;
    private final RequestOutput request;
    private final ResponseInput response;
    private final ExchangeWatch watch;
    private final TunnelEnds tunnel;
    private final ExchangeEnd end;
    private final ReadAhead ahead = new ReadAhead();
    private boolean reading = true;
    private boolean responseEnded;

    /** The stream on {@code channel}, which is the connection of {@code owner}; {@code limits} are those of a response. */
    public Http1UpstreamStream(
            StreamOwner owner, Loop loop, Channel channel, HeadLimits limits, ExchangeTimeouts timeouts) {
        this.owner = owner;
        this.loop = loop;
        this.channel = channel;
        this.remote = channel.remoteAddress();
        this.request = new RequestOutput(channel, sent -> onRequestSent(sent.cause()));
        this.response = new ResponseInput(this, request, owner, limits);
        this.tunnel = new TunnelEnds(owner, channel);
        this.end = new ExchangeEnd(owner, channel, request, response, tunnel);
        this.watch = new ExchangeWatch(new ConnectionTimer(this, request, loop), request, response, timeouts);
    }

    /** {@code events} hears of the exchange from now on. */
    public void toldTo(ResponseEvents events) {
        end.toldTo(events);
    }

    /** Another exchange begins. */
    public void begin(ExchangeTimeouts timeouts) {
        watch.begin(timeouts);
        request.begin();
        response.begin();
    }

    /** What tells it what happens on its channel, over TLS or not. */
    public ChannelHandler handler(boolean tls) {
        return new UpstreamHandler(this, tls);
    }

    /** Who has the owner. */
    public StreamOwner owner() {
        return owner;
    }

    /** No exchange is under way: the connection may wait so long for the next one. */
    public void onPooled(long nanos) {
        watch.onPooled(nanos);
    }

    /** No exchange is under way, and the connection waits as long as its client stays. */
    public void onOwned() {
        watch.onOwned();
    }

    /** Who hears of the response, or null: nobody does any more. */
    @Nullable
    ResponseEvents events() {
        return end.events();
    }

    /** How its exchange ends. */
    ExchangeEnd end() {
        return end;
    }

    @Override
    public SocketAddress peer() {
        return remote;
    }

    @Override
    public boolean isOnKeptConnection() {
        return !owner.isNew();
    }

    @Override
    public void writeHead(RequestHead head) {
        assert loop.isCurrent();
        if (owner.isClosed()) {
            return;
        }
        response.expect(head);
        owner.onRequest(head);
        request.writeHead(head);
        loop.flushLater(channel);
    }

    @Override
    public void writeBody(ByteBuf data) {
        assert loop.isCurrent();
        if (owner.isClosed()) {
            data.release();
        } else if (request.writeBody(data)) {
            loop.flushLater(channel);
            watch.onRequestWritten(reading);
        } else {
            fail(Failure.BAD_FRAMING);
        }
    }

    @Override
    public void writeEnd() {
        if (owner.isClosed()) {
            return;
        }
        if (!request.writeEnd()) {
            fail(Failure.BAD_FRAMING);
            return;
        }
        loop.flushLater(channel);
        if (tunnel.inputEnded()) {
            end.takeEvents();
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
        if (this.reading == reading || owner.isClosed()) {
            return;
        }
        this.reading = reading;
        channel.config().setAutoRead(reading);
        if (events() != null && (response.begun() || request.ended())) {
            watch.watchResponse(reading);
        }
    }

    @Override
    public void cancel() {
        if (end.takeEvents() != null) {
            if (response.isTunnel()) {
                tunnel.onGivenUp();
            }
            owner.close();
        }
    }

    private void onRequestSent(@Nullable Throwable failure) {
        if (failure != null) {
            end.onWriteFailed();
        } else if (response.isTunnel()) {
            tunnel.onOutputEnded();
        } else if (events() != null && response.awaitsHead()) {
            watch.watchResponse(reading);
        }
    }

    /** The final head is about to be told. */
    void onFinalHead(int status) {
        owner.onAnswered();
        if (response.isTunnel()) {
            request.toTunnel();
            tunnel.open();
        } else if (status >= 300 && !request.ended()) {
            // RFC 9112 9.5: the backend does not want the rest. After 2xx it may answer while it reads.
            request.stop();
            if (!channel.isWritable()) {
                onWritable();
            }
        }
    }

    /** The response is complete; the connection's fate is settled when the octets that came with it have been looked at. */
    void onResponseComplete() {
        responseEnded = true;
        end.onResponseComplete();
    }

    /** Ends the exchange and the owner. */
    public void fail(Failure failure) {
        end.fail(failure);
    }

    /** Octets from the backend. Borrows {@code in}. */
    void onOctets(ByteBuf in) {
        if (events() == null) {
            // RFC 9112 9.2: octets that answer nothing.
            owner.close();
            return;
        }
        if (!request.flushed()) {
            onUnasked(in);
            return;
        }
        if (!ahead.add(in.readableBytes(), reading)) {
            fail(Failure.UPSTREAM_OVERRUN);
            return;
        }
        response.onOctets(in);
        if (in.isReadable()) {
            owner.close();
        } else if (events() != null) {
            watch.watchResponse(reading);
        }
    }

    /** Octets before anything was sent: of a connection that was used before, the end of its wait; of a new one, another protocol. */
    private void onUnasked(ByteBuf in) {
        Flaw flaw = owner.isNew() ? Greeting.flawOf(in) : null;
        ResponseEvents listener = events();
        if (flaw != null && listener != null) {
            listener.onMalformed(flaw);
            fail(Failure.UPSTREAM_BAD_RESPONSE);
        } else {
            fail(request.failureUnsent());
        }
    }

    /** All that was there has been read: only now is it known whether something follows the response. */
    void onReadComplete() {
        if (responseEnded && !owner.isClosed()) {
            responseEnded = false;
            owner.onExchangeEnded();
        }
    }

    /** Whether its exchange, which has ended, leaves the connection fit for another one. */
    public boolean leavesConnectionUsable() {
        return response.leavesConnectionUsable() && request.sent() && !end.readFailed();
    }

    /** The connection has ended: nothing is waited for, and nothing more is sent. */
    public void release() {
        watch.release();
        request.stop();
    }

    void onFlush() {
        request.onFlush();
    }

    void onWritable() {
        ResponseEvents listener = events();
        if (listener != null) {
            listener.onUpstreamWritable();
        }
    }
}
