package frontdoor.http2;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of a connection (RFC 9113 6.8): a warning first, and the last stream named only when whatever the client had on its way
 * has arrived, a round trip or one second later. Then the streams finish and the connection closes.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class GracefulEnd extends Deadline {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PING = 0x66726f6e74646f6fL;

    private enum State {
        OPEN,
        WARNED,
        LAST_NAMED
    }

    private final Http2ConnectionHandler handler;
    private final Loop loop;
    private final Runnable close;
    private State state = State.OPEN;
    private @Nullable ChannelHandlerContext ctx;

    /** An end of the connection of {@code handler} that closes it with {@code close}. */
    GracefulEnd(Http2ConnectionHandler handler, Loop loop, Runnable close) {
        this.handler = handler;
        this.loop = loop;
        this.close = close;
    }

    /** Begins the end; calling it again changes nothing. */
    void toWarned(ChannelHandlerContext ctx) {
        if (state != State.OPEN) {
            return;
        }
        state = State.WARNED;
        this.ctx = ctx;
        goAway(ctx, Integer.MAX_VALUE);
        var _ = handler.encoder().writePing(ctx, false, PING, ctx.newPromise());
        loop.set(this, PATIENCE_NANOS);
    }

    void onPingAnswer(long data) {
        if (data == PING) {
            toLastNamed();
        }
    }

    @Override
    protected void onExpired() {
        toLastNamed();
    }

    private void toLastNamed() {
        if (state != State.WARNED || ctx == null) {
            return;
        }
        state = State.LAST_NAMED;
        clear();
        goAway(ctx, handler.connection().remote().lastStreamCreated());
        onStreamGone();
    }

    private void goAway(ChannelHandlerContext ctx, int lastStream) {
        var _ = handler.goAway(ctx, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
    }

    /** Closes the connection if that was the last stream it waited for. */
    void onStreamGone() {
        if (state == State.LAST_NAMED && ctx != null && handler.connection().numActiveStreams() == 0) {
            // Not now: the stream may have ended in the middle of a flush, which has to reach the channel first.
            loop.runLater(ctx.channel(), close);
        }
    }
}
