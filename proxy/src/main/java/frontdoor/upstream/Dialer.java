package frontdoor.upstream;

import frontdoor.budget.ReceiveBuffers;
import frontdoor.exchange.Outage;
import frontdoor.loop.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The sockets of connections to backends: how they are set up, and whether there are any to be had.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
final class Dialer {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

    private final Bootstrap[] bootstraps;
    private final Outage outage = new Outage();

    /**
     * Nothing is connected to yet.
     *
     * @param loops every event loop, in the order of {@link Loop#index()}
     * @param channels makes channels that those event loops drive
     */
    Dialer(List<Loop> loops, ChannelFactory<? extends SocketChannel> channels) {
        this.bootstraps = loops.stream().map(loop -> bootstrap(loop, channels)).toArray(Bootstrap[]::new);
    }

    private static Bootstrap bootstrap(Loop loop, ChannelFactory<? extends SocketChannel> channels) {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channelFactory(channels)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // Ours covers the look-up and every address.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                // A backend may refuse an upload and close: its answer is still to be read after our write has failed.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers(loop.room()))
                .handler(new Nothing());
    }

    /** Begins to connect. Without a socket the future has failed, and tells it on a thread of Netty's. */
    ChannelFuture connect(Loop loop, InetSocketAddress address) {
        return bootstraps[loop.index()].connect(address);
    }

    /** Whether {@code connect} failed before there was a socket: Netty says so by this exception, and for nothing else. */
    static boolean isWithoutSocket(ChannelFuture connect) {
        return connect.cause() instanceof ChannelException || connect.cause() instanceof Error;
    }

    /** The want of sockets, if there is one. */
    Outage outage() {
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
