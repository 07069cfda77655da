package frontdoor.http1;

import frontdoor.loop.OutputEnd;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a client's connection ends on the wire: in order, at once, or with a reset that nobody takes for an orderly end.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ConnectionEnd {
    private final ChannelHandlerContext ctx;
    private final @Nullable SslHandler tls;
    private final ResponseOutput output;
    private final OutputEnd outputEnd;

    /** The end of the connection of {@code ctx}; {@code owner} hears of its output's. */
    ConnectionEnd(ChannelHandlerContext ctx, ResponseOutput output, OutputEnd.Owner owner) {
        this.ctx = ctx;
        this.output = output;
        tls = ctx.pipeline().get(SslHandler.class);
        outputEnd = new OutputEnd(ctx, tls, owner);
    }

    /** Whether one direction can end while the other goes on. Our TLS engine reads nothing more once it has sent close_notify. */
    boolean knowsHalfClosure() {
        return tls == null;
    }

    /** Whether the client's close_notify ends its direction; that which follows ours only answers it. */
    boolean takesCloseNotify() {
        return tls != null && !outputEnd.begun();
    }

    /** Whether our engine still sends after the client's close_notify: one that knows no half-closure ends its own direction then, too. */
    boolean sendsAfterCloseNotify() {
        return tls != null && !tls.engine().isOutboundDone();
    }

    /** Ends the output: what was written reaches the client. */
    void endOutput() {
        outputEnd.begin(output::flush);
    }

    /** Closes; over TLS close_notify is tried. */
    void close() {
        var _ = ctx.close();
    }

    /** Closes with RST: no FIN and, over TLS, no close_notify that would look like an orderly end. */
    void reset() {
        if (ctx.channel().isOpen()) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        ChannelHandlerContext last = tls == null ? null : ctx.pipeline().context(tls);
        var _ = (last == null ? ctx : last).close();
    }
}
