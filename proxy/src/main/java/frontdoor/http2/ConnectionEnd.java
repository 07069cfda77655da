package frontdoor.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a client's HTTP/2 connection ends: in order, with a GOAWAY that names an error, or because it is lost. Whichever it
 * is, every exchange that is still open hears of it, and what is written reaches a client that reads.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ConnectionEnd {
    private final Http2ConnectionHandler handler;
    private final Http2Streams home;
    private final Http2Deadlines deadlines;
    private final GracefulEnd graceful;
    /** Null before the connection begins and once it has ended. */
    private @Nullable ChannelHandlerContext ctx;

    private @Nullable Lingering lingering;
    private boolean broken;

    /** The end of the connection of {@code handler}, which is the end of {@code deadlines} too. */
    ConnectionEnd(Http2ConnectionHandler handler, Http2Streams home, Http2Deadlines deadlines) {
        this.handler = handler;
        this.home = home;
        this.deadlines = deadlines;
        this.graceful = new GracefulEnd(handler, home.loop(), this::toLingering);
    }

    /** The connection is there: it can end. */
    void begin(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Whether the connection is there and has not ended. */
    boolean isOpen() {
        return ctx != null;
    }

    /** Whether the last frame is written, and nothing more is sent. */
    boolean isLingering() {
        return lingering != null;
    }

    /** Drops what the client still sends, of which it takes ownership; false as long as the connection has not ended. */
    boolean takesInput(ByteBuf data) {
        if (lingering == null) {
            return false;
        }
        lingering.onInput(data);
        return true;
    }

    /** Takes an event of the channel; false as long as the connection has not ended. */
    boolean takesEvent(Object event) {
        if (lingering == null) {
            return false;
        }
        lingering.onEvent(event);
        return true;
    }

    void onPingAnswer(long data) {
        graceful.onPingAnswer(data);
    }

    void onStreamGone() {
        graceful.onStreamGone();
    }

    /** Begins the orderly end; calling it again, or too late, changes nothing. */
    void toWarned() {
        if (ctx != null) {
            graceful.toWarned(ctx);
        }
    }

    /** Closes the connection at once if it has not ended, as {@link #toClosed(ChannelHandlerContext, Http2Error)} does. */
    void toClosed(Http2Error error) {
        if (ctx != null) {
            toClosed(ctx, error);
        }
    }

    /** Closes the connection at once, with a GOAWAY that says why, and so that the client can read it. */
    void toClosed(ChannelHandlerContext ctx, Http2Error error) {
        if (broken) {
            return;
        }
        broken = true;
        int last = handler.connection().remote().lastStreamCreated();
        if (handler.connection().goAwaySent()) {
            last = Math.min(last, handler.connection().remote().lastStreamKnownByPeer());
        }
        // Not through goAway(), which closes once an error is written.
        var _ = handler.encoder()
                .frameWriter()
                .writeGoAway(ctx, last, error.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
        toLingering();
    }

    private void toLingering() {
        ChannelHandlerContext open = ctx;
        if (open == null) {
            return;
        }
        handler.flush(open);
        lingering = new Lingering(open, home);
        toSilent(open);
        lingering.begin();
    }

    /** The connection is lost, or has been closed. */
    void onGone(ChannelHandlerContext ctx) {
        if (lingering != null) {
            lingering.withdraw();
        }
        toSilent(ctx);
    }

    /** Nothing is sent any more, and every exchange that is still open hears of it. */
    private void toSilent(ChannelHandlerContext ctx) {
        this.ctx = null;
        deadlines.withdraw();
        graceful.withdraw();
        home.bound().close();
        // Netty closes it once more, with this promise, which cannot be combined with any other.
        var _ = handler.connection().close(ctx.voidPromise());
        home.output().close();
    }
}
