package frontdoor.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Takes the place before the TLS handler when our close_notify goes out: what still comes is only dropped, so it need not be decrypted.
 * Nor could it be: after its own close_notify the engine calls everything closed, octets on their way included.
 */
final class RawInput extends ChannelInboundHandlerAdapter {
    private final OutputEnd.Owner owner;

    RawInput(OutputEnd.Owner owner) {
        this.owner = owner;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        owner.onInput((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Not for the TLS handler: it got nothing, and would ask for more although the owner may have enough.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            owner.onEndOfInput();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }
}
