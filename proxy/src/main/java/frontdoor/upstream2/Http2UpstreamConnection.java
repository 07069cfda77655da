package frontdoor.upstream2;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.Rule;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.ReadAhead;
import frontdoor.report.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a backend that speaks HTTP/2 (RFC 9113): many exchanges at once, each on a stream of its own.
 *
 * <p>Nothing is asked before the backend's SETTINGS have come: so what speaks another protocol is found out before any request is sent, and
 * no request is sent beyond what the backend takes at once.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchanges.
 *
 * <h2>Backpressure</h2>
 *
 * Each response has a window of its own, and the connection's holds them all: one that nobody reads does not stop the others. A backend
 * that does not read what it is sent is not read either.
 *
 * <h2>Closing</h2>
 *
 * A GOAWAY takes it out of use, and so does silence until a stream has timed out; it ends with its last stream. What breaks the protocol ends it at once, and every exchange hears of it.
 */
public final class Http2UpstreamConnection extends Http2ConnectionHandler {
    private static final Logger log = LoggerFactory.getLogger(Http2UpstreamConnection.class);
    /** Octets that may wait for a backend that does not read. */
    private static final int MOST_WAITING = 256 * 1024;

    private final Loop loop;
    private final Http2UpstreamSetup setup;
    private final ConnectionOwner owner;
    private final RequestFrames frames;
    private final ConnectionReads reads = new ConnectionReads();
    private final ReadAhead ahead = new ReadAhead();
    private final Deadline settings = Deadline.of(() -> close(Failure.UPSTREAM_CONNECT_TIMEOUT, null));
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable SocketAddress remote;
    private boolean ready;
    private boolean goneAway;
    private boolean closed;
    private Failure failure = Failure.UPSTREAM_CLOSED;
    private @Nullable String cause;

    private Http2UpstreamConnection(Loop loop, Http2UpstreamSetup setup, ConnectionOwner owner) {
        super(setup.decoder(), setup.encoder(), setup.settings(), true);
        this.loop = loop;
        this.setup = setup;
        this.owner = owner;
        this.frames = new RequestFrames(this, setup, loop);
    }

    /**
     * A connection for a channel that has just been connected, to be added to its pipeline on its event loop.
     *
     * @param secure whether it is TLS
     * @param limits those of a response's head
     */
    public static Http2UpstreamConnection create(Loop loop, boolean secure, HeadLimits limits, ConnectionOwner owner) {
        Http2UpstreamSetup setup = Http2UpstreamSetup.of(loop, secure, limits);
        Http2UpstreamConnection connection = new Http2UpstreamConnection(loop, setup, owner);
        setup.listen(connection);
        return connection;
    }

    /** Waits so long for the backend's SETTINGS. */
    public void awaitSettings(long nanos) {
        loop.set(settings, nanos);
    }

    /** Whether another stream can be opened now. */
    public boolean hasRoom() {
        return isOpen()
                && connection().numActiveStreams() < Http2UpstreamSetup.MOST_STREAMS
                && connection().local().canOpenStream();
    }

    /** Streams that the backend takes at once, or that we give it at most. */
    public int mostStreams() {
        return Math.min(Http2UpstreamSetup.MOST_STREAMS, connection().local().maxActiveStreams());
    }

    /** Whether streams can be opened on it, if there is room. */
    public boolean isOpen() {
        return ready && !goneAway && !closed;
    }

    /** Serves an exchange and tells it so; {@link #hasRoom()} was asked before. */
    public void begin(ExchangeTimeouts timeouts, ResponseEvents events) {
        assert loop.isCurrent();
        Http2UpstreamStream stream = new Http2UpstreamStream(this, timeouts, events);
        try {
            events.onUpstreamReady(stream);
        } catch (Throwable thrown) {
            stream.cancel();
            throw thrown;
        }
    }

    /** No stream is opened any more; it ends with the last one. */
    public void retire() {
        goneAway = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (goneAway && connection().numActiveStreams() == 0) {
            close(Failure.UPSTREAM_CLOSED, null);
        }
    }

    Loop loop() {
        return loop;
    }

    ConnectionOwner owner() {
        return owner;
    }

    /** Where requests are written. */
    RequestFrames frames() {
        return frames;
    }

    ResponseHeadDecoder heads() {
        return setup.heads();
    }

    SocketAddress remote() {
        SocketAddress known = remote;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    /** {@code exchange} is over: its stream is reset with {@code error} unless it has ended. */
    void onOver(Http2UpstreamStream exchange, Http2Error error) {
        // Later: none is to begin while others of a connection that is lost end one by one.
        loop.eventLoop().execute(owner::onExchangeEnded);
        Http2Stream stream = exchange.stream();
        if (stream == null || closed) {
            return;
        }
        boolean ended =
                stream.state() == Http2Stream.State.CLOSED || error == Http2Error.NO_ERROR && exchange.requestSent();
        if (!ended) {
            frames.reset(stream, error);
        }
    }

    void onSettings() {
        if (!ready && !closed) {
            ready = true;
            settings.withdraw();
            owner.onReady();
        } else if (!closed) {
            owner.onRoom();
        }
    }

    void toGoneAway() {
        goneAway = true;
        // Later, when the streams that it passes over have ended.
        loop.eventLoop().execute(this::onGoneAway);
    }

    private void onGoneAway() {
        closeIfUnused();
        if (!closed) {
            owner.onRoom();
        }
    }

    /** How often octets have come. */
    long heard() {
        return reads.count();
    }

    /** Whether the backend has said by GOAWAY that it did nothing about stream {@code id}. */
    boolean isPassedOver(int id) {
        return connection().goAwayReceived() && id > connection().local().lastStreamKnownByPeer();
    }

    void onStreamGone() {
        closeIfUnused();
    }

    /** Ends the connection at once; every exchange on it hears of that. */
    public void close(Failure why, @Nullable String inWords) {
        if (closed) {
            return;
        }
        toClosed(why, inWords);
        ChannelHandlerContext open = ctx;
        if (open != null) {
            int last = connection().remote().lastStreamCreated();
            var _ = encoder()
                    .frameWriter()
                    .writeGoAway(open, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, open.newPromise());
            open.flush();
            var _ = open.close();
        }
    }

    private void toClosed(Failure why, @Nullable String inWords) {
        closed = true;
        failure = why;
        cause = cause == null ? inWords : cause;
        settings.withdraw();
        ChannelHandlerContext open = ctx;
        if (open != null) {
            // Netty closes it once more, with this promise, which cannot be combined with any other.
            var _ = connection().close(open.voidPromise());
        }
        owner.onClosed(ready ? null : failure, cause);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        ctx = added;
        frames.open(added);
        remote = added.channel().remoteAddress();
        super.handlerAdded(added);
        setup.openConnectionWindow(connection());
        loop.flushLater(added.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (!closed) {
            toClosed(Failure.UPSTREAM_CLOSED, null);
        }
        super.channelInactive(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        ByteBuf in = (ByteBuf) message;
        Rule broken = reads.brokenBy(in);
        if (broken != null) {
            in.release();
            close(Failure.UPSTREAM_BAD_RESPONSE, broken.words());
            return;
        }
        if (closed || !ahead.add(in.readableBytes(), ctx.channel().config().isAutoRead())) {
            in.release();
            close(Failure.UPSTREAM_OVERRUN, null);
            return;
        }
        super.channelRead(ctx, in);
        if (ctx.channel().bytesBeforeWritable() > MOST_WAITING) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        loop.flushLater(ctx.channel());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        super.channelWritabilityChanged(ctx);
        if (!closed && ctx.channel().isWritable()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable thrown, @Nullable Http2Exception error) {
        if (error == null && !(thrown instanceof IOException)) {
            log.atError().addKeyValue("peer", remote).setCause(thrown).log("upstream connection broke down");
        }
        close(Failure.UPSTREAM_BAD_RESPONSE, Cause.inWords(thrown));
    }

    @Override
    protected void onStreamError(ChannelHandlerContext ctx, boolean outbound, Throwable thrown, StreamException error) {
        Http2Stream stream = connection().stream(error.streamId());
        Http2UpstreamStream exchange = stream == null ? null : stream.getProperty(setup.streamKey());
        if (exchange != null && !exchange.isOver()) {
            exchange.fail(Flaw.of(Rule.FRAMES_OUT_OF_ORDER));
        } else {
            var _ = resetStream(ctx, error.streamId(), error.error().code(), ctx.newPromise());
        }
        loop.flushLater(ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        if (!(thrown instanceof IOException)) {
            log.atError().addKeyValue("peer", remote).setCause(thrown).log("upstream connection broke down");
        }
        close(Failure.UPSTREAM_CLOSED, Cause.inWords(thrown));
    }
}
