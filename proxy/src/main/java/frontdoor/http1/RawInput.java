package frontdoor.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Takes the place before the TLS handler when our close_notify goes out: what still comes is only dropped, so it need not be decrypted.
 * Nor could it be: after its own close_notify the engine calls everything closed, octets on their way included.
 */
final class RawInput extends ChannelInboundHandlerAdapter {
    private final Http1Connection http1;

    RawInput(Http1Connection http1) {
        this.http1 = http1;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        http1.onInput((ByteBuf) message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            http1.onEndOfInput();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }
}
