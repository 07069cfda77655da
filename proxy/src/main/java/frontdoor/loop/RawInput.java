package frontdoor.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Takes the place before the TLS handler when our close_notify goes out: what still comes is only dropped, so it need not be decrypted.
 * Nor could it be: after its own close_notify the engine calls everything closed, octets on their way included.
 *
 * <p>It holds back the flush of what is encrypted before close_notify, so that both leave in one segment and with one system call.
 */
final class RawInput extends ChannelDuplexHandler {
    private final OutputEnd.Owner owner;
    private boolean holding = true;

    RawInput(OutputEnd.Owner owner) {
        this.owner = owner;
    }

    /** Flushes pass from now on. */
    void release() {
        holding = false;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (!holding) {
            ctx.flush();
        }
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
