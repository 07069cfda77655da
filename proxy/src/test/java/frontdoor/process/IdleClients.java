package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Http2Frames;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/** Clients over TLS, from four addresses, each of which asks once, reads its answer whole, and then says nothing more. */
final class IdleClients implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Semaphore opening = new Semaphore(AT_ONCE);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Opens {@code count} more to {@code port} that speak {@code protocol}, h2 or http/1.1, and waits for their answers. */
    IdleClients open(int port, String protocol, int count) throws Exception {
        SslContext tls = tls(protocol);
        try {
            open(port, protocol, count, tls);
        } finally {
            // Each connection holds it as long as it is open.
            ReferenceCountUtil.release(tls);
        }
        return this;
    }

    private void open(int port, String protocol, int count, SslContext tls) throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        compose(channel, tls, protocol);
                    }
                });
        int before = answered.get();
        for (int i = 0; i < count; i++) {
            assertThat(opening.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            bootstrap
                    .connect(
                            new InetSocketAddress("127.0.0.1", port),
                            new InetSocketAddress("127.0.0." + (2 + i % 4), 0))
                    .addListener(connected -> {
                        if (!connected.isSuccess()) {
                            failures.add(connected.cause());
                            opening.release();
                        }
                    });
        }
        await().atMost(PATIENCE).until(() -> answered.get() == before + count || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    /** How many are open now. */
    int open() {
        return open.get();
    }

    private static SslContext tls(String protocol) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        protocol))
                .build();
    }

    private void compose(Channel channel, SslContext tls, String protocol) {
        open.incrementAndGet();
        channel.closeFuture().addListener(_ -> open.decrementAndGet());
        channel.pipeline().addLast(tls.newHandler(channel.alloc(), SiteFiles.HOST, 443));
        if (protocol.equals("h2")) {
            channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(1 << 20, 0, 3, 6, 0), new Http2Asking());
        } else {
            channel.pipeline().addLast(new HttpResponseDecoder(), new Http1Asking());
        }
    }

    /** Asks when the handshake is over. */
    private abstract class Asking<T> extends SimpleChannelInboundHandler<T> {
        abstract byte[] request();

        void onAnswered() {
            answered.incrementAndGet();
            opening.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                ctx.channel().writeAndFlush(Unpooled.wrappedBuffer(request()));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failures.add(cause);
            ctx.close();
        }
    }

    private final class Http1Asking extends Asking<HttpObject> {
        @Override
        byte[] request() {
            return ("GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
            if (part instanceof LastHttpContent) {
                onAnswered();
            }
        }
    }

    private final class Http2Asking extends Asking<ByteBuf> {
        @Override
        byte[] request() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(Http2Frames.preface());
            all.writeBytes(Http2Frames.frame(Http2Frames.SETTINGS, 0, 0));
            all.writeBytes(Http2Frames.headers(
                    1,
                    Http2Frames.END_STREAM,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":path",
                    "/",
                    ":authority",
                    SiteFiles.HOST));
            return all.toByteArray();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
            int type = frame.getUnsignedByte(3);
            int flags = frame.getUnsignedByte(4);
            if (type == Http2Frames.SETTINGS && (flags & Http2Frames.ACK) == 0) {
                ctx.writeAndFlush(Unpooled.wrappedBuffer(Http2Frames.frame(Http2Frames.SETTINGS, Http2Frames.ACK, 0)));
            } else if (type == Http2Frames.DATA && (flags & Http2Frames.END_STREAM) != 0) {
                onAnswered();
            }
        }
    }

    /** Without waiting for the other side to agree. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
