package frontdoor.listen;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.Drainable;
import frontdoor.exchange.ExchangeStarter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;

/**
 * Stands where an HTTP version would: tells each line what is known of the connection. A line "busy" makes it outlive a drain until the
 * next line comes.
 */
final class TellingHandler extends ChannelInboundHandlerAdapter implements Drainable {
    private final String version;
    private final ClientConnection connection;
    private final ExchangeStarter exchanges;
    private ChannelHandlerContext ctx;
    private boolean busy;
    private boolean draining;

    TellingHandler(String version, ClientConnection connection, ExchangeStarter exchanges) {
        this.version = version;
        this.connection = connection;
        this.exchanges = exchanges;
    }

    @Override
    public void retire() {}

    @Override
    public void onCut() {
        busy = false;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf line = (ByteBuf) message;
        busy = line.toString(StandardCharsets.US_ASCII).startsWith("busy");
        line.release();
        connection.use().onBusy();
        var told = ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), tell() + "\n"));
        if (draining && !busy) {
            var _ = told.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private String tell() {
        return version + " loop=" + connection.loop().index() + " inLoop="
                + connection.loop().eventLoop().inEventLoop() + " client="
                + new String(connection.client().text(), StandardCharsets.US_ASCII) + " secure=" + connection.secure()
                + " sni=" + connection.serverName() + " plainOnTls=" + exchanges.equals(Door.PLAIN_ON_TLS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            var _ = ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }

    @Override
    public void drain() {
        draining = true;
        if (!busy) {
            var _ = ctx.close();
        }
    }
}
