package frontdoor.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A web application from before TLS was everywhere: plain HTTP/1.1 on a loopback port, sure that its visitors come over http.
 *
 * <p>It is a backend to look at and to test against, and shares nothing with the data path: Netty's own codec, a loop of its own.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} cuts what is open.
 */
public final class LegacyApplication implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int BACKLOG = 128;

    private final AtomicReference<Tour> tour;
    private final MultiThreadIoEventLoopGroup loop;
    private final Channel listener;

    private LegacyApplication(AtomicReference<Tour> tour, MultiThreadIoEventLoopGroup loop, Channel listener) {
        this.tour = tour;
        this.loop = loop;
        this.listener = listener;
    }

    /**
     * Starts it on a port of 127.0.0.1 that the system picks.
     *
     * @throws IOException if there is no such port to be had
     */
    public static LegacyApplication start() throws IOException {
        AtomicReference<Tour> tour = new AtomicReference<>(Tour.NONE);
        MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("legacy-application", true), NioIoHandler.newFactory());
        var binding = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        compose(client, tour::get);
                    }
                })
                .bind(LOOPBACK, 0)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            end(loop);
            throw new IOException("the legacy application finds no port on 127.0.0.1", binding.cause());
        }
        return new LegacyApplication(tour, loop, binding.channel());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * From now on the index shows answers of the application beside those that left the front door. Blocks.
     *
     * @param frontDoor the port of 127.0.0.1 where the front door before this application serves TLS
     * @param admin the port of its admin listener; 0 if it is not known
     * @throws IOException if one of them does not answer; then the index goes without
     */
    public void compareWith(int frontDoor, int admin) throws IOException {
        tour.set(Tour.of(address().getPort(), frontDoor, admin));
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String origin() {
        return "http://" + LOOPBACK.getHostAddress() + ":" + address().getPort();
    }

    private static void compose(Channel client, Supplier<Tour> tour) {
        client.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpServerExpectContinueHandler())
                // PageHandler stops reading while it answers; this keeps what the codec had decoded by then.
                .addLast(new FlowControlHandler())
                .addLast(new WebSocketServerProtocolHandler(WebsocketPage.ECHO_PATH))
                .addLast(new WebsocketEcho())
                .addLast(new PageHandler(PageTable.ofApplication(tour)));
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        end(loop);
    }

    private static void end(MultiThreadIoEventLoopGroup loop) {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
