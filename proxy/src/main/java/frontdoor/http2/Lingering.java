package frontdoor.http2;

import frontdoor.loop.Deadline;
import frontdoor.loop.Linger;
import frontdoor.loop.OutputEnd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;

/**
 * The last frame is written: it leaves, the output ends, and what the client still sends, the windows it opens included, is dropped for a
 * while. Closing at once would reset what is on its way.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class Lingering implements OutputEnd.Owner {
    private final ChannelHandlerContext ctx;
    private final Http2Streams home;
    private final Linger linger;
    private final OutputEnd output;
    /** A client that does not read is given up, as one whose response stalls. */
    private final Deadline stall = Deadline.of(this::close);

    Lingering(ChannelHandlerContext ctx, Http2Streams home) {
        this.ctx = ctx;
        this.home = home;
        linger = new Linger(home.loop(), this::close);
        output = new OutputEnd(ctx, ctx.pipeline().get(SslHandler.class), this);
    }

    void begin() {
        home.loop().set(stall, home.limits().stallNanos());
        output.begin(ctx::flush);
        ctx.channel().config().setAutoRead(true);
    }

    void onEvent(Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            onEndOfInput();
        }
    }

    @Override
    public void onInput(ByteBuf data) {
        linger.onDropped(data.readableBytes());
        data.release();
        if (!linger.wantsInput()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void onEndOfInput() {
        linger.onEndOfInput();
    }

    @Override
    public void onOutputEnded() {
        stall.clear();
        linger.onOutputEnded(ctx.channel());
    }

    @Override
    public void onOutputLost() {
        close();
    }

    private void close() {
        withdraw();
        var _ = ctx.close();
    }

    /** The connection is gone. */
    void withdraw() {
        stall.withdraw();
        linger.withdraw();
    }
}
