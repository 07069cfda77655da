package frontdoor.listen;

import frontdoor.exchange.ClientTls;
import frontdoor.loop.Loop;
import frontdoor.proxyheader.ProxyHeaderReader;
import frontdoor.terms.TlsSite;
import frontdoor.tls.Alpn;
import frontdoor.tls.AlpnChallenges;
import frontdoor.tls.CertificateChoice;
import frontdoor.tls.ClientHello;
import frontdoor.tls.ClientHelloReader;
import frontdoor.tls.SessionScope;
import frontdoor.tls.TlsAlert;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first octets of a connection to a TLS port, decides who speaks, and makes way.
 *
 * <p>What has no answer is told so before any key is touched: a name without certificate (RFC 6066 3), protocols without one of ours
 * (RFC 7301 3.2), signatures with SHA-1 alone (RFC 9155 4). Plain HTTP is told where TLS is expected; anything else is hung up on.
 *
 * <h2>Buffers</h2>
 *
 * Consumes nothing: whoever takes its place is handed all octets.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 *
 * <h2>Closing</h2>
 *
 * One deadline spans hello and handshake; it starts when the connection is accepted.
 */
final class TlsEntry extends ByteToMessageDecoder {
    private final ClientHelloReader hellos = new ClientHelloReader();
    private final Loop loop;
    private final HandshakeWatch watch;
    private final ClientSettings settings;
    private final Consumer<@Nullable String> serverNames;
    private final Runnable toPlainHttp;
    private final AfterHandshake.Protocols protocols;
    private boolean heard;
    private boolean waits;
    private boolean decided;

    TlsEntry(
            Loop loop,
            HandshakeWatch watch,
            ClientSettings settings,
            Consumer<@Nullable String> serverNames,
            Runnable toPlainHttp,
            AfterHandshake.Protocols protocols) {
        this.loop = loop;
        this.watch = watch;
        this.settings = settings;
        this.serverNames = serverNames;
        this.toPlainHttp = toPlainHttp;
        this.protocols = protocols;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch.start(settings.handshakeNanos());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf received, List<Object> out) {
        if (decided) {
            received.skipBytes(received.readableBytes());
            return;
        }
        if (waits) {
            // Nothing is to be said before our answer.
            if (received.readableBytes() > ClientHelloReader.MAX_BYTES) {
                toTooLarge();
            }
            return;
        }
        heard = true;
        switch (hellos.read(received)) {
            case ClientHello.NeedMore _ -> {}
            case ClientHello.Parsed parsed -> {
                waits = true;
                loop.runAtLength(ctx.channel(), watch.client(), () -> onTurn(ctx, parsed.hello()));
            }
            case ClientHello.NotTls _ -> onOtherProtocol(ctx, received);
            case ClientHello.Malformed malformed ->
                refuse(ctx, HandshakeFailure.MALFORMED_HELLO, TlsAlert.DECODE_ERROR, malformed.why());
            case ClientHello.TooLarge _ -> toTooLarge();
        }
    }

    private void toTooLarge() {
        decided = true;
        watch.onFailure(HandshakeFailure.HELLO_TOO_LARGE, "more than 64 KiB");
    }

    /** A handshake takes about a hundred times as long as a request, so that thousands at once would keep all others waiting. */
    private void onTurn(ChannelHandlerContext ctx, ClientHello hello) {
        if (!decided && ctx.channel().isActive()) {
            onHello(ctx, hello);
        }
    }

    private void onHello(ChannelHandlerContext ctx, ClientHello hello) {
        if (AlpnChallenges.isAskedBy(hello) && toChallenge(ctx, hello)) {
            return;
        }
        String name = hello.serverName();
        serverNames.accept(name);
        CertificateChoice choice = settings.tls().choose(hello);
        if (choice == null) {
            refuse(
                    ctx,
                    HandshakeFailure.UNRECOGNIZED_NAME,
                    TlsAlert.UNRECOGNIZED_NAME,
                    name == null ? "no name" : name);
        } else if (choice.isBeyond(hello)) {
            refuse(
                    ctx,
                    HandshakeFailure.NO_SHARED_CIPHER,
                    TlsAlert.HANDSHAKE_FAILURE,
                    "no signature with SHA-256 or better, no suite, or no curve for it");
        } else if (Alpn.decide(hello.alpn(), settings.http2()) == Alpn.NO_OVERLAP) {
            refuse(
                    ctx,
                    HandshakeFailure.NO_APPLICATION_PROTOCOL,
                    TlsAlert.NO_APPLICATION_PROTOCOL,
                    String.join(" ", hello.alpn()));
        } else {
            decided = true;
            shakeHands(ctx, hello, choice, settings.sites().apply(name));
        }
    }

    /** Shows an authority that the name it asks about is ours (RFC 8737 3); false where nobody has asked it to. */
    private boolean toChallenge(ChannelHandlerContext ctx, ClientHello hello) {
        SslHandler ssl = settings.tls().challenges().newHandler(ctx.alloc(), hello);
        if (ssl == null) {
            return false;
        }
        decided = true;
        ctx.pipeline().addLast(ssl);
        ctx.pipeline().addLast(new AfterChallenge(watch));
        ctx.pipeline().remove(this);
        return true;
    }

    private void shakeHands(ChannelHandlerContext ctx, ClientHello hello, CertificateChoice choice, TlsSite site) {
        String name = hello.serverName();
        SessionScope scope = SessionScope.of(site.name(), name);
        SslHandler ssl = settings.tls().newHandler(ctx.alloc(), watch.client(), hello, choice, scope, site.terms());
        ClientTls client = new ClientTls(name, choice.pair(), site);
        AlertEnd end = new AlertEnd(loop);
        ctx.pipeline().addLast(end);
        ctx.pipeline().addLast(ssl);
        ctx.pipeline().addLast(new AfterHandshake(watch, ssl, client, protocols, end));
        ctx.pipeline().remove(this);
    }

    private void onOtherProtocol(ChannelHandlerContext ctx, ByteBuf received) {
        decided = true;
        int first = received.getUnsignedByte(received.readerIndex()) | 0x20;
        if (first < 'a' || first > 'z') {
            boolean proxyHeader = ProxyHeaderReader.isVersion2(received);
            watch.onFailure(
                    proxyHeader ? HandshakeFailure.UNEXPECTED_PROXY_HEADER : HandshakeFailure.NOT_TLS,
                    "neither TLS nor HTTP");
            return;
        }
        watch.end();
        toPlainHttp.run();
        ctx.pipeline().remove(this);
    }

    /**
     * The record goes out in the clear; the connection ends behind it, and what still comes in is dropped: a client of TLS 1.3 sends early data
     * behind its hello, and were the socket closed on that, a reset would overtake the alert.
     */
    private void refuse(ChannelHandlerContext ctx, HandshakeFailure failure, TlsAlert alert, String detail) {
        decided = true;
        watch.count(failure, detail);
        AlertEnd end = new AlertEnd(loop);
        ctx.pipeline().addBefore(ctx.name(), null, end);
        var _ = ctx.writeAndFlush(alert.toRecord(ctx.alloc()));
        end.onAlert();
        var _ = ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        // No decodeLast: half a hello is none, and nobody waits for an answer to it.
        if (event instanceof ChannelInputShutdownEvent) {
            onClientGone();
            var _ = ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        onClientGone();
        super.channelInactive(ctx);
    }

    /** Whoever connects and says nothing at all is a probe of a load balancer, not a failed handshake. */
    private void onClientGone() {
        if (heard && !decided) {
            watch.count(HandshakeFailure.CLIENT_CLOSED, "in the middle of its hello");
        }
        decided = true;
        watch.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        onClientGone();
        var _ = ctx.close();
    }
}
