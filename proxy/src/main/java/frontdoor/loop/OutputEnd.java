package frontdoor.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
 * Ends the output of a client's connection in an orderly way: what was written leaves, over TLS close_notify follows, then FIN (RFC 9112
 * 9.6 and 9.8).
 *
 * <p>The steps wait for each other because shutting down a socket's output drops what the channel has not written yet.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class OutputEnd {
    /** Whose output it is. */
    public interface Owner {
        /** Octets that came after our close_notify, still encrypted. Takes ownership of {@code data}. */
        void onInput(ByteBuf data);

        /** FIN came after our close_notify. */
        void onEndOfInput();

        /** FIN has been sent. */
        void onOutputEnded();

        /** What was written cannot reach the client. */
        void onOutputLost();
    }

    private final ChannelHandlerContext ctx;
    private final @Nullable SslHandler tls;
    private final Owner owner;
    private boolean begun;
    private boolean done;

    /** The end of what the handler of {@code ctx} writes, through {@code tls} if there is one. */
    public OutputEnd(ChannelHandlerContext ctx, @Nullable SslHandler tls, Owner owner) {
        this.ctx = ctx;
        this.tls = tls;
        this.owner = owner;
    }

    /**
     * Begins, unless it has begun; {@link Owner#onOutputEnded()} tells when it is done, also if it was done before.
     *
     * <p>The owner flushes nothing from now on but with {@code lastFlush}: the engine encrypts nothing after close_notify, and the TLS handler
     * makes an empty write of any flush, which fails behind FIN.
     *
     * @param lastFlush hands the channel all that was written; run unless it has begun
     */
    public void begin(Runnable lastFlush) {
        if (begun) {
            if (done) {
                owner.onOutputEnded();
            }
            return;
        }
        begun = true;
        if (tls == null) {
            lastFlush.run();
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(this::onWritten);
            return;
        }
        RawInput below = new RawInput(owner);
        ctx.pipeline().addBefore(ctx.pipeline().context(tls).name(), null, below);
        lastFlush.run();
        below.release();
        tls.closeOutbound().addListener(this::onWritten);
    }

    /** Whether it has begun. */
    public boolean begun() {
        return begun;
    }

    private void onWritten(Future<?> written) {
        if (!written.isSuccess()) {
            owner.onOutputLost();
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
        owner.onOutputEnded();
    }
}
