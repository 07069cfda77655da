package frontdoor.http2;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.Drainable;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.http2.FrameBudget.Kind;
import frontdoor.loop.ReadAhead;
import frontdoor.report.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client side of one HTTP/2 connection (RFC 9113), from the octets behind TLS to exchanges.
 *
 * <p>Netty reads the frames, decodes HPACK and keeps the states of the streams; heads, bodies, flow control towards the client and
 * everything a client may not do are ours. There is no channel per stream.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its channel.
 *
 * <h2>Backpressure</h2>
 *
 * Bodies obey the client's windows, heads and control frames obey none (RFC 9113 5.2.1): while too many octets wait for a client that does
 * not read, nothing more is read from it either, nor from the backends that answer it ({@link OutputBound}). A client that keeps it that way
 * is idle, or its responses stall.
 *
 * <h2>Closing</h2>
 *
 * In an orderly way by {@link #drain()}, by age and when idle; at once for a client that breaks the protocol, with a GOAWAY that names
 * the reason. Every exchange that is still open then hears of it.
 */
public final class Http2Handler extends Http2ConnectionHandler implements Drainable, RequestFrames.Watcher {
    private static final Logger log = LoggerFactory.getLogger(Http2Handler.class);

    private final Http2Streams home;
    private final RequestHeadDecoder heads;
    private final FrameBudget budget;
    private final ReadAhead ahead = new ReadAhead();
    private final Http2Deadlines deadlines;
    private final ConnectionEnd end;
    private boolean prefaceComplete;
    private boolean retiring;
    private boolean settingsAcknowledged;

    private Http2Handler(Http2Setup setup) {
        super(setup.decoder(), setup.encoder(), setup.settings(), true);
        this.home = setup.home();
        this.heads = setup.heads();
        this.budget = setup.budget();
        this.deadlines = new Http2Deadlines(home, this::onHeadTimeout, this::onIdle, this::drain);
        this.end = new ConnectionEnd(this, home, deadlines);
    }

    /** A handler for one connection that speaks h2, to be added to the pipeline of its channel on its event loop. */
    public static Http2Handler create(ClientConnection connection, ClientLimits limits, ExchangeStarter starter) {
        Http2Setup setup = Http2Setup.of(connection, limits, starter);
        Http2Handler handler = new Http2Handler(setup);
        setup.listen(handler);
        return handler;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        end.begin(ctx);
        super.handlerAdded(ctx);
        deadlines.begin();
        if (ctx.channel().isActive()) {
            home.openConnectionWindow();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        home.openConnectionWindow();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        super.handlerRemoved0(ctx);
        end.onGone(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        end.onGone(ctx);
    }

    /** The client has ended its direction: no frame of a stream can come any more, and no credit for an answer. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (end.takesEvent(event)) {
            return;
        }
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            var _ = ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        if (end.takesInput((ByteBuf) msg)) {
            return;
        }
        if (!ahead.add(((ByteBuf) msg).readableBytes(), ctx.channel().config().isAutoRead())) {
            ReferenceCountUtil.release(msg);
            end.toClosed(ctx, Http2Error.ENHANCE_YOUR_CALM);
            return;
        }
        super.channelRead(ctx, msg);
        if (ctx.channel().bytesBeforeWritable() > OutputBound.MOST) {
            ctx.channel().config().setAutoRead(false);
        }
        if (!prefaceComplete) {
            return;
        }
        // A head begun has to be finished in time; with no stream at all, so has whatever else was
        // begun.
        boolean begun = heads.isBlockOpen() || connection().numActiveStreams() == 0 && actualReadableBytes() > 0;
        deadlines.onRead(begun);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Unlike Netty's, without a flush: whoever wrote has asked for one at the end of the turn. And without a read
        // when nothing is read by itself: then nothing is to be read.
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        super.channelWritabilityChanged(ctx);
        if (!end.isLingering() && ctx.channel().isWritable()) {
            home.bound().onWritable();
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (end.isLingering()) {
            return;
        }
        home.windows().writePendingBytes();
        ctx.flush();
        if (home.windows().hasMore() && ctx.channel().isWritable()) {
            home.output().flushLater();
        }
    }

    @Override
    public void onSettings() {
        if (!prefaceComplete) {
            prefaceComplete = true;
            deadlines.onPreface();
            watchIdle();
            if (retiring) {
                end.toWarned();
            }
        }
    }

    @Override
    public void onSettingsAcknowledged() {
        settingsAcknowledged = true;
    }

    @Override
    public void onPingAnswer(long data) {
        end.onPingAnswer(data);
    }

    @Override
    public void onStreamStarted() {
        home.connection().use().onBusy();
        deadlines.onBusy();
    }

    @Override
    public void onStreamGone() {
        watchIdle();
        end.onStreamGone();
    }

    private void watchIdle() {
        if (connection().numActiveStreams() == 0 && end.isOpen()) {
            home.connection().use().onIdle();
            deadlines.onIdle();
        }
    }

    private void onIdle() {
        if (connection().numActiveStreams() == 0) {
            end.toClosed(Http2Error.NO_ERROR);
        }
    }

    private void onHeadTimeout() {
        end.toClosed(prefaceComplete ? Http2Error.ENHANCE_YOUR_CALM : Http2Error.SETTINGS_TIMEOUT);
    }

    @Override
    public void drain() {
        if (prefaceComplete) {
            end.toWarned();
        } else {
            end.toClosed(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void retire() {
        if (prefaceComplete) {
            end.toWarned();
        }
        retiring = true;
    }

    @Override
    public void onCut() {
        home.onCut();
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (error == null) {
            logFailure(cause);
            end.toClosed(ctx, Http2Error.INTERNAL_ERROR);
            return;
        }
        log.atDebug()
                .addKeyValue("client", home.connection().peer())
                .addKeyValue("error", error.error())
                .addKeyValue("cause", () -> Cause.inWords(cause))
                .log("closing an HTTP/2 connection for an error");
        end.toClosed(ctx, error.error());
    }

    @Override
    protected void onStreamError(ChannelHandlerContext ctx, boolean outbound, Throwable cause, StreamException error) {
        var _ = resetStream(ctx, error.streamId(), error.error().code(), ctx.newPromise());
        try {
            budget.spend(isUntold(error) ? Kind.UNTOLD_STREAM : Kind.PROVOKED_RESET);
        } catch (Http2Exception e) {
            onConnectionError(ctx, outbound, e, e);
        }
    }

    /** RFC 9113 5.1.2: how many streams may be open is binding for a client that has been told, which it acknowledges. */
    private boolean isUntold(StreamException error) {
        return error.error() == Http2Error.REFUSED_STREAM && !settingsAcknowledged;
    }

    @Override
    public ChannelFuture resetStream(ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
        Http2Stream stream = connection().stream(streamId);
        if (stream != null) {
            home.reset(stream, errorCode);
        } else {
            home.refuse(streamId, errorCode);
        }
        return promise.setSuccess();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        logFailure(cause);
        var _ = ctx.close();
    }

    /** Resets and broken records are the client's doing, and only those. */
    private void logFailure(Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            log.atDebug()
                    .addKeyValue("client", home.connection().peer())
                    .addKeyValue("cause", () -> Cause.inWords(cause))
                    .log("client connection lost");
        } else {
            log.atError()
                    .addKeyValue("client", home.connection().peer())
                    .setCause(cause)
                    .log("client connection failed");
        }
    }
}
