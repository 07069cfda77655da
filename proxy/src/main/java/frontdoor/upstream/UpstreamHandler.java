package frontdoor.upstream;

import frontdoor.http.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an {@link UpstreamConnection} what happens on its channel.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the connection.
 */
final class UpstreamHandler extends ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(UpstreamHandler.class);

    private final UpstreamConnection connection;

    UpstreamHandler(UpstreamConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            connection.onOctets(in);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.onReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        connection.onFlush();
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            connection.onWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.onInputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ChannelOutputShutdownException) {
            connection.onWriteFailed();
        } else if (cause instanceof ClosedChannelException) {
            // What was still to be written when the channel was closed: a consequence that its cause has dealt with.
            return;
        } else if (cause instanceof IOException) {
            connection.onReadFailed();
        } else {
            log.atError().addKeyValue("peer", connection.peer()).setCause(cause).log("upstream connection broke down");
            connection.fail(Failure.INTERNAL_ERROR);
        }
    }
}
