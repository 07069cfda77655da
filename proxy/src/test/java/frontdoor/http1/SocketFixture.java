package frontdoor.http1;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ClientTls;
import frontdoor.loop.Loop;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import frontdoor.terms.TlsSite;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A listening socket with HTTP/1 behind it, on loopback, and clients for it. */
final class SocketFixture implements AutoCloseable {
    /** How it is reached. */
    enum Kind {
        NIO(NioServerSocketChannel.class, false),
        EPOLL(EpollServerSocketChannel.class, false),
        EPOLL_TLS(EpollServerSocketChannel.class, true),
        IO_URING(IoUringServerSocketChannel.class, false),
        IO_URING_TLS(IoUringServerSocketChannel.class, true);

        private final Class<? extends ServerSocketChannel> serverSocket;
        private final boolean tls;

        Kind(Class<? extends ServerSocketChannel> serverSocket, boolean tls) {
            this.serverSocket = serverSocket;
            this.tls = tls;
        }

        private IoHandlerFactory ioHandlers() {
            return switch (this) {
                case NIO -> NioIoHandler.newFactory();
                case EPOLL, EPOLL_TLS -> EpollIoHandler.newFactory();
                case IO_URING, IO_URING_TLS -> IoUringIoHandler.newFactory();
            };
        }

        private boolean isAvailable() {
            return serverSocket != IoUringServerSocketChannel.class || IoUring.isAvailable();
        }
    }

    final RecordingCore core = new RecordingCore();
    /** How often something was to leave. */
    final AtomicInteger flushes = new AtomicInteger();

    private final Kind kind;
    private final @Nullable SslContext tls;
    private final MultiThreadIoEventLoopGroup group;
    private final Loop loop;
    private final Channel listener;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    SocketFixture(Kind kind, Path directory) throws IOException {
        assumeTrue(kind.isAvailable(), "the kernel has it");
        this.kind = kind;
        tls = kind.tls ? tls(directory) : null;
        group = new MultiThreadIoEventLoopGroup(1, kind.ioHandlers());
        loop = new Loop(0, (EventLoop) group.iterator().next(), Ticker.systemTicker());
        loop.start();
        listener = new ServerBootstrap()
                .group(group)
                .channel(kind.serverSocket)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        compose(client);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private void compose(Channel client) {
        clients.add(client);
        client.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                flushes.incrementAndGet();
                ctx.flush();
            }
        });
        if (tls != null) {
            client.pipeline().addLast(tls.newHandler(client.alloc()));
        }
        ClientConnection connection = new ClientConnection(
                new Accepted(
                        loop,
                        (InetSocketAddress) client.remoteAddress(),
                        (InetSocketAddress) client.localAddress(),
                        false),
                tls == null ? null : new ClientTls(null, _ -> true, TlsSite.NOBODYS));
        client.pipeline().addLast(new Http1Handler(connection, Http1Fixture.LIMITS, core));
    }

    private static SslContext tls(Path directory) throws IOException {
        return switch (new DevelopmentAuthority(directory, Clock.systemUTC()).prepare(List.of())) {
            case DevelopmentLoading.Ready ready ->
                SslContextBuilder.forServer(ready.chain().toFile(), ready.key().toFile())
                        .sslProvider(SslProvider.OPENSSL_REFCNT)
                        .build();
            case DevelopmentLoading.Unwritable unwritable -> throw unwritable.failed();
        };
    }

    /** A connection to it; over TLS the certificate is not looked at. */
    Socket connect() throws IOException, GeneralSecurityException {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        Socket socket;
        if (kind.tls) {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            socket = trusting.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        } else {
            socket = new Socket(address.getAddress(), address.getPort());
        }
        socket.setSoTimeout(60_000);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads until what was read ends like this, or the connection does. */
    static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        int octet;
        while (!text.toString().endsWith(end)
                && (octet = socket.getInputStream().read()) >= 0) {
            text.append((char) octet);
        }
        return text.toString();
    }

    /** Closes with RST. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Runs on the loop, as the core would. */
    void onLoop(Runnable step) {
        loop.eventLoop().submit(step).syncUninterruptibly();
    }

    boolean isWritable() {
        return loop.eventLoop()
                .submit(() -> stream().isWritable())
                .syncUninterruptibly()
                .getNow();
    }

    ClientStream stream() {
        return Objects.requireNonNull(core.stream);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        ReferenceCountUtil.release(tls);
    }
}
