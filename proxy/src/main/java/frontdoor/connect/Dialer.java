package frontdoor.connect;

import frontdoor.budget.ReceiveBuffers;
import frontdoor.exchange.Outage;
import frontdoor.loop.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/**
 * The sockets of connections to backends: how they are set up, and whether there are any to be had.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class Dialer {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

    private final Sockets sockets;
    private final Bootstrap[] tcp;
    private final Bootstrap[] unix;
    private final Outage outage = new Outage();
    /** The native memory of TLS is freed when a channel has ended in order, which the end of the event loops does not wait for. */
    private final ChannelGroup secured = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    /**
     * Nothing is connected to yet.
     *
     * @param loops every event loop, in the order of {@link Loop#index()}
     * @param sockets makes channels that those event loops drive
     */
    public Dialer(List<Loop> loops, Sockets sockets) {
        this.sockets = sockets;
        this.tcp = loops.stream().map(loop -> tcp(loop, sockets)).toArray(Bootstrap[]::new);
        this.unix = loops.stream().map(loop -> bootstrap(loop, sockets::unix)).toArray(Bootstrap[]::new);
    }

    private static Bootstrap tcp(Loop loop, Sockets sockets) {
        return bootstrap(loop, sockets::tcp)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
    }

    private static Bootstrap bootstrap(Loop loop, ChannelFactory<? extends Channel> channels) {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channelFactory(channels)
                .disableResolver()
                // Ours covers the look-up and every address.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                // A backend may refuse an upload and close: its answer is still to be read after our write has failed.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers(loop.room()))
                .handler(new Nothing());
    }

    /** Begins to connect. Without a socket the future has failed, and tells it on a thread of Netty's. */
    public ChannelFuture connect(Loop loop, SocketAddress address) {
        return (address instanceof InetSocketAddress ? tcp : unix)[loop.index()].connect(address);
    }

    /** The address of the socket of this machine at {@code path}. */
    public SocketAddress unixAddress(String path) {
        return sockets.unixAddress(path);
    }

    /** Whether {@code connect} failed before there was a socket: Netty says so by this exception, and for nothing else. */
    public static boolean isWithoutSocket(ChannelFuture connect) {
        return connect.cause() instanceof ChannelException || connect.cause() instanceof Error;
    }

    /** Has {@code channel} closed with this, if it has not ended by then; now if this is closed. */
    public void keepSecured(Channel channel) {
        secured.add(channel);
    }

    /** Ends the channels of TLS in order. Blocks, a moment at most. */
    public void close() {
        secured.close().awaitUninterruptibly(PATIENCE_MILLIS);
    }

    /** The want of sockets, if there is one. */
    public Outage outage() {
        return outage;
    }

    /** Stands in until the channel is connected and a connection is made of it. */
    private static final class Nothing extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
