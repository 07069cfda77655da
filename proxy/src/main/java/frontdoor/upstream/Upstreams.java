package frontdoor.upstream;

import frontdoor.budget.ReceiveBuffers;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.Loop;
import frontdoor.exchange.Outage;
import frontdoor.exchange.ResponseEvents;
import frontdoor.wire.HeadLimits;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every peer there is, and the way to a stream on one of them. Built once: peers and their connections live on across reloads.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class Upstreams implements UpstreamOpener {
    private static final Opening READY = () -> {};
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

    private final List<Loop> loops;
    private final Bootstrap[] bootstraps;
    private final Pins[] pins;
    private final BackendNames names;
    private final HeadLimits responseLimits;
    private final PoolLimits poolLimits;
    private final Ticker ticker;
    private final Outage sockets = new Outage();
    private final ConcurrentHashMap<PeerAddress, Peer> peers = new ConcurrentHashMap<>();

    /**
     * Nothing is connected to yet.
     *
     * @param loops every event loop that will open streams, in the order of {@link Loop#index()}
     * @param channels makes channels that those event loops drive
     * @param responseLimits what the head of a response may take
     */
    public Upstreams(
            List<Loop> loops,
            ChannelFactory<? extends SocketChannel> channels,
            BackendNames names,
            HeadLimits responseLimits) {
        this(loops, channels, names, responseLimits, PoolLimits.DEFAULT, Ticker.systemTicker());
    }

    Upstreams(
            List<Loop> loops,
            ChannelFactory<? extends SocketChannel> channels,
            BackendNames names,
            HeadLimits responseLimits,
            PoolLimits poolLimits,
            Ticker ticker) {
        this.loops = List.copyOf(loops);
        this.bootstraps = loops.stream().map(loop -> bootstrap(loop, channels)).toArray(Bootstrap[]::new);
        this.pins = loops.stream().map(Pins::new).toArray(Pins[]::new);
        this.names = names;
        this.responseLimits = responseLimits;
        this.poolLimits = poolLimits;
        this.ticker = ticker;
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

    /** The peer at this address: always the same object until it is retired. */
    public Peer peer(PeerAddress address) {
        return peers.computeIfAbsent(address, a -> new Peer(a, loops, poolLimits, ticker));
    }

    /** Every peer that is in use. */
    public Collection<Peer> peers() {
        return List.copyOf(peers.values());
    }

    /** Connections that wait for an exchange. */
    public int idle() {
        return peers.values().stream().mapToInt(Peer::idle).sum();
    }

    /** Open connections, those in use included. */
    public int open() {
        return peers.values().stream().mapToInt(Peer::open).sum();
    }

    /** Open connections that serve one client only, since a login belongs to them. */
    public int pinned() {
        int sum = 0;
        for (Pins ofLoop : pins) {
            sum += ofLoop.connections();
        }
        return sum;
    }

    /**
     * Retires every other peer: its idle connections are closed now, the others when their exchanges have ended. To be called after the
     * configuration that names only these has taken effect.
     */
    public void retain(Set<PeerAddress> inUse) {
        for (Peer peer : peers.values()) {
            if (!inUse.contains(peer.address()) && peers.remove(peer.address(), peer)) {
                peer.retire();
                for (Pins ofLoop : pins) {
                    ofLoop.retireLater(peer);
                }
            }
        }
    }

    @Override
    public Opening open(Loop loop, Peer peer, UpstreamTimeouts timeouts, boolean fresh, ResponseEvents events) {
        Pin pin = pins[loop.index()].find(events.client(), peer);
        if (pin != null) {
            if (pin.holdsLogin()) {
                return take(new PinnedTurn(this, loop, pin, false, timeouts, events));
            }
            UpstreamConnection own = fresh ? null : pin.take();
            if (own != null) {
                own.begin(timeouts, events);
                return READY;
            }
        }
        if (!fresh) {
            UpstreamConnection connection;
            while ((connection = peer.pool(loop).take()) != null) {
                if (connection.isOpen()) {
                    connection.begin(timeouts, events);
                    return READY;
                }
            }
        }
        return openAnew(loop, peer, timeouts, events);
    }

    @Override
    public @Nullable Peer pinned(ClientConnection client, UpstreamGroup group) {
        return pins[client.loop().index()].peerOf(client, group);
    }

    @Override
    public Opening openPinned(Loop loop, Peer peer, UpstreamTimeouts timeouts, ResponseEvents events) {
        Pin pin = pins[loop.index()].of(events.client(), peer);
        return take(new PinnedTurn(this, loop, pin, true, timeouts, events));
    }

    private static Opening take(PinnedTurn turn) {
        turn.begin();
        return turn;
    }

    Opening openAnew(Loop loop, Peer peer, UpstreamTimeouts timeouts, ResponseEvents events) {
        Connecting connecting = new Connecting(this, loop, peer, timeouts, events);
        connecting.start();
        return connecting;
    }

    BackendNames names() {
        return names;
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
    Outage sockets() {
        return sockets;
    }

    UpstreamConnection adopt(Loop loop, Peer peer, Channel channel, UpstreamTimeouts timeouts) {
        UpstreamConnection connection =
                new UpstreamConnection(peer, pins[loop.index()], loop, channel, responseLimits, timeouts);
        channel.pipeline().addLast(new UpstreamHandler(connection));
        return connection;
    }

    /** Stands in until the channel is connected and a connection is made of it. */
    private static final class Nothing extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
