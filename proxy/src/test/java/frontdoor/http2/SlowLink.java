package frontdoor.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

/** The way to a client: what is flushed waits in the channel until it is carried. */
final class SlowLink extends ChannelOutboundHandlerAdapter {
    private final EmbeddedChannel channel;

    private SlowLink(EmbeddedChannel channel) {
        this.channel = channel;
    }

    /** Puts a link behind everything that writes to {@code channel}. */
    static SlowLink behind(EmbeddedChannel channel) {
        SlowLink link = new SlowLink(channel);
        channel.pipeline().addFirst(link);
        return link;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {}

    /** Takes up to {@code octets} out of the channel, to where the client finds them. */
    void carry(int octets) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        int left = octets;
        while (left > 0 && waiting != null) {
            waiting.addFlush();
            ByteBuf first = (ByteBuf) waiting.current();
            if (first == null) {
                return;
            }
            int taken = Math.min(left, first.readableBytes());
            channel.outboundMessages().add(first.copy(first.readerIndex(), taken));
            waiting.removeBytes(taken);
            left -= taken;
        }
        channel.runPendingTasks();
    }
}
