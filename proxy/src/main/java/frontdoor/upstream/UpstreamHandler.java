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
 * Tells an {@link Http1UpstreamStream} what happens on its channel.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the stream.
 */
final class UpstreamHandler extends ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(UpstreamHandler.class);

    private final Http1UpstreamStream stream;

    UpstreamHandler(Http1UpstreamStream stream) {
        this.stream = stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            stream.onOctets(in);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        stream.onReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        stream.onFlush();
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            stream.onWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            stream.end().onInputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stream.end().onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ChannelOutputShutdownException) {
            stream.end().onWriteFailed();
        } else if (cause instanceof ClosedChannelException) {
            // What was still to be written when the channel was closed: a consequence that its cause has dealt with.
            return;
        } else if (cause instanceof IOException) {
            stream.end().onReadFailed();
        } else {
            log.atError().addKeyValue("peer", stream.peer()).setCause(cause).log("upstream connection broke down");
            stream.fail(Failure.INTERNAL_ERROR);
        }
    }
}
