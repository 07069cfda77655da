package frontdoor.http1;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * Ends the output in an orderly way: what was written leaves, over TLS close_notify follows, then FIN (RFC 9112 9.6 and 9.8).
 *
 * <p>The steps wait for each other because shutting down a socket's output drops what the channel has not written yet.
 */
final class OutputEnd {
    private final ChannelHandlerContext ctx;
    private final @Nullable SslHandler tls;
    private final Http1Connection http1;
    private boolean begun;
    private boolean done;

    OutputEnd(ChannelHandlerContext ctx, @Nullable SslHandler tls, Http1Connection http1) {
        this.ctx = ctx;
        this.tls = tls;
        this.http1 = http1;
    }

    /** Begins, unless it has begun; {@link Http1Connection#onOutputEnded()} tells when it is done, also if it was done before. */
    void begin() {
        if (begun) {
            if (done) {
                http1.onOutputEnded();
            }
            return;
        }
        begun = true;
        // Before close_notify: the engine encrypts nothing after it.
        http1.output().flush();
        ChannelFuture last = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
        if (tls == null) {
            last.addListener(this::onWritten);
        } else {
            ctx.pipeline().addBefore(ctx.pipeline().context(tls).name(), null, new RawInput(http1));
            tls.closeOutbound().addListener(this::onWritten);
        }
    }

    /** Whether it has begun. */
    boolean begun() {
        return begun;
    }

    private void onWritten(Future<?> written) {
        if (!written.isSuccess()) {
            http1.toClosed();
            return;
        }
        if (ctx.channel() instanceof UnixChannel unix && unix.fd() instanceof Socket socket) {
            sendFin(socket);
            onDone();
        } else {
            ((DuplexChannel) ctx.channel()).shutdownOutput().addListener(_ -> onDone());
        }
    }

    /** As the channel would, but without failing what waits to be written: nothing does, and every failure costs a stack trace. */
    private static void sendFin(Socket socket) {
        try {
            socket.shutdown(false, true);
        } catch (IOException | NotYetConnectedException reset) {
            // The client is gone, and so is the need to tell it.
            return;
        }
    }

    private void onDone() {
        done = true;
        http1.onOutputEnded();
    }
}
