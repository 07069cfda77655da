package frontdoor.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits behind the TLS handler for the end of the handshake with a backend, then makes way for the connection.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its channel.
 */
final class Handshake extends ChannelInboundHandlerAdapter {
    private final Consumer<@Nullable Throwable> onEnd;

    /** {@code onEnd} hears why it failed, or null: it did not. */
    Handshake(Consumer<@Nullable Throwable> onEnd) {
        this.onEnd = onEnd;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ctx.pipeline().remove(this);
            }
            onEnd.accept(handshake.cause());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The event tells it, too, and closes the channel.
        if (ctx.channel().isActive()) {
            var _ = ctx.close();
        }
    }
}
