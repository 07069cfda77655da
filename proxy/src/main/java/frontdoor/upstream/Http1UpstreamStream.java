package frontdoor.upstream;

import frontdoor.config.ExchangeTimeouts;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.HeadLimits;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import frontdoor.loop.ReadAhead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The exchange on an {@link UpstreamConnection} that speaks HTTP/1.1: one stream for all the exchanges of the connection, one after the
 * other.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Backpressure</h2>
 *
 * Towards the backend by the channel's watermarks, from it by reading only while the exchange wants to.
 *
 * <h2>Closing</h2>
 *
 * {@link ExchangeEnd} ends it, and tells who listens.
 */
final class Http1UpstreamStream implements UpstreamStream {
    private final UpstreamConnection connection;
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

    /** The stream of {@code connection}, whose ownership is known; {@code limits} are those of a response. */
    Http1UpstreamStream(
            UpstreamConnection connection, Loop loop, Channel channel, HeadLimits limits, ExchangeTimeouts timeouts) {
        this.connection = connection;
        this.loop = loop;
        this.channel = channel;
        this.remote = channel.remoteAddress();
        this.request = new RequestOutput(channel, sent -> onRequestSent(sent.cause()));
        this.response = new ResponseInput(this, request, connection.ownership(), limits);
        this.tunnel = new TunnelEnds(connection, channel);
        this.end = new ExchangeEnd(connection, channel, request, response, tunnel);
        this.watch = new ExchangeWatch(new ConnectionTimer(this, request, loop), request, response, timeouts);
    }

    /** {@code events} hears of the exchange from now on. */
    void toldTo(ResponseEvents events) {
        end.toldTo(events);
    }

    /** Another exchange begins. */
    void begin(ExchangeTimeouts timeouts) {
        watch.begin(timeouts);
        request.begin();
        response.begin();
    }

    /** What it runs on. */
    UpstreamConnection connection() {
        return connection;
    }

    /** Its timeouts. */
    ExchangeWatch watch() {
        return watch;
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
    public void writeHead(RequestHead head) {
        assert loop.isCurrent();
        if (connection.isClosed()) {
            return;
        }
        response.expect(head);
        connection.ownership().onRequest(head);
        request.writeHead(head);
        loop.flushLater(channel);
    }

    @Override
    public void writeBody(ByteBuf data) {
        assert loop.isCurrent();
        if (connection.isClosed()) {
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
        if (connection.isClosed()) {
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
        if (this.reading == reading || connection.isClosed()) {
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
            connection.close();
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
        connection.onAnswered();
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

    /** Ends the exchange and the connection. */
    void fail(Failure failure) {
        end.fail(failure);
    }

    /** Octets from the backend. Borrows {@code in}. */
    void onOctets(ByteBuf in) {
        if (events() == null) {
            // RFC 9112 9.2: octets that answer nothing.
            connection.close();
            return;
        }
        if (!request.flushed()) {
            fail(request.failureUnsent());
            return;
        }
        if (!ahead.add(in.readableBytes(), reading)) {
            fail(Failure.UPSTREAM_OVERRUN);
            return;
        }
        response.onOctets(in);
        if (in.isReadable()) {
            connection.close();
        } else if (events() != null) {
            watch.watchResponse(reading);
        }
    }

    /** All that was there has been read: only now is it known whether something follows the response. */
    void onReadComplete() {
        if (responseEnded && !connection.isClosed()) {
            responseEnded = false;
            connection.onExchangeEnded();
        }
    }

    /** Whether its exchange, which has ended, leaves the connection fit for another one. */
    boolean leavesConnectionUsable() {
        return response.leavesConnectionUsable() && request.sent() && !end.readFailed();
    }

    /** The connection has ended: nothing is waited for, and nothing more is sent. */
    void release() {
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
