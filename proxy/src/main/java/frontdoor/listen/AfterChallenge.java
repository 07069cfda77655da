package frontdoor.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * Waits behind the TLS handler for the end of a handshake that has answered an authority's question, and ends the connection: nothing else is
 * said on it (RFC 8737 3).
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 */
final class AfterChallenge extends ChannelInboundHandlerAdapter {
    private final HandshakeWatch watch;

    AfterChallenge(HandshakeWatch watch) {
        this.watch = watch;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent || event instanceof ChannelInputShutdownEvent) {
            end(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ctx);
    }

    private void end(ChannelHandlerContext ctx) {
        watch.end();
        var _ = ctx.close();
    }
}
