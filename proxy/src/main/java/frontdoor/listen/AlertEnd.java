package frontdoor.listen;

import frontdoor.loop.Deadline;
import frontdoor.loop.Linger;
import frontdoor.loop.Loop;
import frontdoor.loop.OutputEnd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose handshake failed or was refused, between the socket and whoever reads of it. A client of TLS 1.3 that should have shown a
 * certificate sends its request with its last message of the handshake: were the socket closed on that, a reset would overtake the alert that
 * says why. So FIN goes out behind the alert, and what still comes is dropped.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 *
 * <h2>Closing</h2>
 *
 * When the client has ended, or after two seconds.
 */
final class AlertEnd extends ChannelDuplexHandler implements OutputEnd.Owner {
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Loop loop;
    private final Linger linger;
    private final Deadline stall = Deadline.of(this::close);

    @SuppressWarnings("NullAway.Init") // Netty sets it first.
    private ChannelHandlerContext context;

    private boolean told;
    private boolean begun;

    AlertEnd(Loop loop) {
        this.loop = loop;
        this.linger = new Linger(loop, this::close);
    }

    /** The client is told why: whoever closes now closes in order. */
    void onAlert() {
        told = true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!told || !ctx.channel().isActive()) {
            var _ = ctx.close(promise);
            return;
        }
        var _ = ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
        if (begun) {
            // The TLS handler closes, and whoever hears of its exception.
            return;
        }
        begun = true;
        loop.set(stall, STALL_NANOS);
        new OutputEnd(ctx, null, this).begin(() -> {});
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (begun && message instanceof ByteBuf data) {
            onInput(data);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (begun && event instanceof ChannelInputShutdownEvent) {
            onEndOfInput();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stall.withdraw();
        linger.withdraw();
        ctx.fireChannelInactive();
    }

    @Override
    public void onInput(ByteBuf data) {
        linger.onDropped(data.readableBytes());
        data.release();
        if (!linger.wantsInput()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void onEndOfInput() {
        linger.onEndOfInput();
    }

    @Override
    public void onOutputEnded() {
        stall.clear();
        linger.onOutputEnded(context.channel());
    }

    @Override
    public void onOutputLost() {
        close();
    }

    private void close() {
        stall.withdraw();
        linger.withdraw();
        var _ = context.close();
    }
}
