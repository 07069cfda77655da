package frontdoor.connect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Waits behind the TLS handler for the end of the handshake with a backend, then makes way for the connection.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its channel.
 */
public final class Handshake extends ChannelInboundHandlerAdapter {
    private final SslHandler tls;
    private final PeerAddress peer;
    private final Consumer<@Nullable Throwable> onEnd;

    /** {@code onEnd} hears why that of {@code tls} with {@code peer} failed, or null: it did not. */
    public Handshake(SslHandler tls, PeerAddress peer, Consumer<@Nullable Throwable> onEnd) {
        this.tls = tls;
        this.peer = peer;
        this.onEnd = onEnd;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ctx.pipeline().remove(this);
            }
            onEnd.accept(handshake.isSuccess() ? otherProtocol() : handshake.cause());
        }
    }

    /** RFC 9113 3.2: over TLS a server says that it speaks HTTP/2. */
    private @Nullable Throwable otherProtocol() {
        return peer.http2() && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())
                ? new SSLException("the server does not offer HTTP/2 (ALPN h2), which protocol = http2 asks for")
                : null;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The event tells it, too, and closes the channel.
        if (ctx.channel().isActive()) {
            var _ = ctx.close();
        }
    }
}
