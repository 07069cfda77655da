package frontdoor.upstream1;

import frontdoor.http.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
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
    /** TLS says by close_notify that an end is one; without TLS every FIN does. */
    private boolean endsInOrder;

    /** {@code tls} says whether the channel is one of TLS. */
    UpstreamHandler(Http1UpstreamStream stream, boolean tls) {
        this.stream = stream;
        this.endsInOrder = !tls;
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
        switch (event) {
            case ChannelInputShutdownEvent _ -> {
                if (endsInOrder) {
                    stream.end().onInputEnded();
                } else {
                    stream.end().onReadFailed();
                }
            }
            case SslCloseCompletionEvent closed -> onTlsEnded(closed.isSuccess());
            // TLS tells nobody else that a write has failed.
            case ChannelOutputShutdownEvent _ -> stream.end().onWriteFailed();
            default -> {}
        }
    }

    /** RFC 8446 6.1: after close_notify nothing comes, whether the socket is closed by then or not. */
    private void onTlsEnded(boolean closeNotify) {
        if (closeNotify && !endsInOrder) {
            endsInOrder = true;
            stream.end().onInputEndedByTls();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stream.end().onClosed(endsInOrder);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ChannelOutputShutdownException) {
            stream.end().onWriteFailed();
        } else if (cause instanceof ClosedChannelException) {
            // What was still to be written when the channel was closed: a consequence that its cause has dealt with.
            return;
        } else if (cause.getCause() instanceof SSLException broken) {
            stream.owner().onTlsBroken(broken);
            stream.end().onReadFailed();
        } else if (cause instanceof IOException) {
            stream.end().onReadFailed();
        } else {
            log.atError().addKeyValue("peer", stream.peer()).setCause(cause).log("upstream connection broke down");
            stream.fail(Failure.INTERNAL_ERROR);
        }
    }
}
