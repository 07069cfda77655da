package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import frontdoor.share.ClientKey;
import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsTerms;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server that echoes over TLS, with the reading of the hello that a front door does before it answers. */
final class TlsServer implements AutoCloseable {

    final ServerTls tls;
    /** The site of each name; a name that is not in it is nobody's. */
    final Map<String, String> sites = new ConcurrentHashMap<>();

    /** The terms of each name that has some of its own. */
    final Map<String, TlsTerms> terms = new ConcurrentHashMap<>();

    /** Whose connections are accepted from now on. */
    final AtomicReference<ClientKey> client = new AtomicReference<>(new ClientKey(1, 0));

    final AtomicReference<ClientHello> lastHello = new AtomicReference<>();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;
    private final boolean http2;

    TlsServer(boolean http2, CertificateStore store) throws Exception {
        this.http2 = http2;
        tls = ServerTls.open(http2, InstantSource.system());
        prepare(null);
        tls.swap(store);
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        clients.add(channel);
                        channel.pipeline().addLast(new HelloGate());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    /** Makes ready for {@link #terms} as they are now. */
    void prepare(@Nullable SharedTicketKeys shared) throws Exception {
        Set<TlsTerms> all = new HashSet<>(terms.values());
        all.add(TlsTerms.USUAL);
        tls.prepare(all, shared);
    }

    static TlsServer serving(CertificatePair... pairs) throws Exception {
        return new TlsServer(true, CertificateStore.of(List.of(pairs), List.of(), InstantSource.system()));
    }

    void swap(CertificatePair... pairs) {
        tls.swap(CertificateStore.of(List.of(pairs), List.of(), InstantSource.system()));
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        // Handlers are removed, and engines released, in tasks that closing leaves behind.
        loops.submit(() -> {}).syncUninterruptibly();
        loops.shutdownGracefully(20, 5000, TimeUnit.MILLISECONDS).syncUninterruptibly();
        tls.close();
    }

    private final class HelloGate extends ByteToMessageDecoder {

        private final ClientHelloReader reader = new ClientHelloReader();

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            switch (reader.read(in)) {
                case ClientHello.NeedMore _ -> {}
                case ClientHello.Parsed parsed -> onHello(ctx, in, parsed.hello());
                case ClientHello.NotTls _ -> in.skipBytes(in.readableBytes());
                case ClientHello.Malformed _, ClientHello.TooLarge _ -> refuse(ctx, in, TlsAlert.DECODE_ERROR);
            }
        }

        private void onHello(ChannelHandlerContext ctx, ByteBuf in, ClientHello hello) {
            lastHello.set(hello);
            CertificateChoice choice = tls.choose(hello);
            if (choice == null) {
                refuse(ctx, in, TlsAlert.UNRECOGNIZED_NAME);
            } else if (Alpn.decide(hello.alpn(), http2) == Alpn.NO_OVERLAP) {
                refuse(ctx, in, TlsAlert.NO_APPLICATION_PROTOCOL);
            } else {
                SessionScope scope = SessionScope.of(siteOf(hello.serverName()), hello.serverName());
                ctx.pipeline()
                        .addLast(
                                tls.newHandler(
                                        ctx.alloc(), client.get(), hello, choice, scope, termsOf(hello.serverName())),
                                new Echo());
                ctx.pipeline().remove(this);
            }
        }

        private TlsTerms termsOf(@Nullable String name) {
            return name == null ? TlsTerms.USUAL : terms.getOrDefault(name, TlsTerms.USUAL);
        }

        private @Nullable String siteOf(@Nullable String name) {
            return name == null ? null : sites.get(name);
        }

        private void refuse(ChannelHandlerContext ctx, ByteBuf in, TlsAlert alert) {
            in.skipBytes(in.readableBytes());
            ctx.writeAndFlush(alert.toRecord(ctx.alloc())).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Sends back what comes, and closes after a line that begins with q. */
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean last = message instanceof ByteBuf bytes
                    && bytes.isReadable()
                    && bytes.getCharSequence(bytes.readerIndex(), 1, StandardCharsets.US_ASCII)
                                    .charAt(0)
                            == 'q';
            var written = ctx.writeAndFlush(message);
            if (last) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }
}
