package frontdoor.http1;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.Drainable;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.http.Failure;
import frontdoor.report.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client side of HTTP/1 (RFC 9112): the last handler of a connection's pipeline, behind the SslHandler or on the bare channel.
 *
 * <p>It starts to read when it is added to an active channel, or when the channel becomes active. The channel must allow half-closure
 * (ChannelOption.ALLOW_HALF_CLOSURE): a client may end its direction and still be answered.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Closing</h2>
 *
 * Closes the channel itself, in order where it can; {@link #drain()} asks for it.
 */
public final class Http1Handler extends ChannelDuplexHandler implements Drainable {
    private static final Logger log = LoggerFactory.getLogger(Http1Handler.class);

    private final ClientConnection connection;
    private final ClientLimits limits;
    private final ExchangeStarter starter;
    private @Nullable Http1Connection http1;

    /** A handler for one connection, whose requests become exchanges of {@code starter}. */
    public Http1Handler(ClientConnection connection, ClientLimits limits, ExchangeStarter starter) {
        this.connection = connection;
        this.limits = limits;
        this.starter = starter;
    }

    private Http1Connection http1() {
        return Objects.requireNonNull(http1);
    }

    @Override
    public void drain() {
        http1().drain();
    }

    @Override
    public void retire() {
        http1().retire();
    }

    @Override
    public void onCut() {
        http1().onGone(Failure.CUT_AT_END);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        http1 = new Http1Connection(ctx, connection, limits, starter);
        if (ctx.channel().isActive()) {
            http1().begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        http1().begin();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        http1().onGone(Failure.CLIENT_ABORTED);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        http1().onInput((ByteBuf) message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        http1().onWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            http1().onEndOfInput();
        } else if (event instanceof SslCloseCompletionEvent) {
            http1().onCloseNotify();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        http1().output().onTurnEnd();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            // Resets and broken records are the client's doing; half-closed channels do not close by themselves then.
            log.atDebug()
                    .addKeyValue("client", connection.client())
                    .addKeyValue("cause", () -> Cause.inWords(cause))
                    .log("client connection lost");
            http1().onGone(Failure.CLIENT_ABORTED);
        } else {
            log.atError()
                    .addKeyValue("client", connection.client())
                    .setCause(cause)
                    .log("client connection failed");
            http1().onGone(Failure.INTERNAL_ERROR);
        }
    }
}
