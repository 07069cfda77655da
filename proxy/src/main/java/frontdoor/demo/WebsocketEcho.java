package frontdoor.demo;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Sends every text, binary and continuation frame back as it came; pings and closes are answered before they get here. */
final class WebsocketEcho extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame) {
            var _ = ctx.writeAndFlush(frame);
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
