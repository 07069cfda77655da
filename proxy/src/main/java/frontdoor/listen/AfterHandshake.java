package frontdoor.listen;

import frontdoor.exchange.ClientTls;
import frontdoor.terms.ClientIdentity;
import frontdoor.tls.Alpn;
import frontdoor.tls.Resumption;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Waits behind the TLS handler for the end of the handshake, then makes way for the HTTP version that was agreed on.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 */
final class AfterHandshake extends ChannelInboundHandlerAdapter {
    /** The client side of each HTTP version over TLS. */
    interface Protocols {
        /** Appends the handler of {@code protocol}, h2 or http/1.1, for a client that has settled {@code tls}. */
        void toHttp(Alpn protocol, ClientTls tls);
    }

    private final HandshakeWatch watch;
    private final SslHandler ssl;
    private final ClientTls tls;
    private final Protocols protocols;
    private final AlertEnd end;

    AfterHandshake(HandshakeWatch watch, SslHandler ssl, ClientTls tls, Protocols protocols, AlertEnd end) {
        this.watch = watch;
        this.ssl = ssl;
        this.tls = tls;
        this.protocols = protocols;
        this.end = end;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                onShakenHands(ctx);
            } else {
                onFailed(handshake.cause());
                end.onAlert();
            }
        } else if (event instanceof ChannelInputShutdownEvent) {
            // With half closure allowed, nobody else ends a handshake whose client has gone.
            watch.count(HandshakeFailure.CLIENT_CLOSED, "in the middle of the handshake");
            var _ = ctx.close();
        }
    }

    private void onShakenHands(ChannelHandlerContext ctx) {
        SSLSession session = ssl.engine().getSession();
        watch.onMade(new HandshakeTally.Made(session.getProtocol(), Resumption.isOf(ssl.engine())));
        try {
            tls.settle(session.getProtocol(), session.getCipherSuite(), clientOf(session));
        } catch (CertificateException unreadable) {
            onFailed(unreadable);
            var _ = ctx.close();
            return;
        }
        ctx.pipeline().remove(end);
        Alpn agreed = Alpn.H2.protocol().equals(ssl.applicationProtocol()) ? Alpn.H2 : Alpn.HTTP_1_1;
        protocols.toHttp(agreed, tls);
        ctx.pipeline().remove(this);
    }

    /** The engine has verified it, or the handshake would have failed. */
    private @Nullable ClientIdentity clientOf(SSLSession session) throws CertificateException {
        if (!tls.asksForCertificate()) {
            return null;
        }
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
        return chain.isEmpty() ? null : ClientIdentity.of(chain);
    }

    private void onFailed(Throwable cause) {
        watch.count(HandshakeFailure.of(cause), String.valueOf(cause.getMessage()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        watch.count(HandshakeFailure.CLIENT_CLOSED, "in the middle of the handshake");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        onFailed(cause);
        var _ = ctx.close();
    }
}
