package frontdoor.listen;

import frontdoor.budget.ReceiveBuffers;
import frontdoor.exchange.Outage;
import frontdoor.loop.Loop;
import frontdoor.loop.Transport;
import frontdoor.loop.TransportKind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets: one per port and event loop, so that a connection stays on the loop that accepted it and no two loops share a queue.
 *
 * <p>They keep their sockets for the whole life of the process; another configuration of the ports needs a restart.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} stops accepting; connections that are open stay so.
 */
public final class Listeners implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);
    private static final int BACKLOG = 4096;
    /** What a loop that stands still may cost the end of the process. */
    private static final long CLOSING_MILLIS = 1_000;

    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final Transport transport;
    private final ClientPipeline pipeline;
    private final OpenConnections connections;
    private final Outage accepting = new Outage();
    private final List<Channel> listeners = new CopyOnWriteArrayList<>();
    private final List<BoundPort> bound = new ArrayList<>();

    private Listeners(Transport transport, ClientPipeline pipeline, OpenConnections connections) {
        this.transport = transport;
        this.pipeline = pipeline;
        this.connections = connections;
    }

    /**
     * Listens on every port, or on none. Must not be called on an event loop.
     *
     * @param inherited sockets that are used instead of new ones where they have the address
     * @throws CannotListenException with one line that says which address, and why
     */
    public static Listeners open(
            Transport transport,
            List<Port> ports,
            Inherited inherited,
            ClientPipeline pipeline,
            OpenConnections connections)
            throws CannotListenException {
        Listeners listeners = new Listeners(transport, pipeline, connections);
        try {
            for (Port port : ports) {
                listeners.open(port, inherited.take(port.address()));
            }
        } catch (CannotListenException refused) {
            listeners.close();
            throw refused;
        }
        return listeners;
    }

    /** What is listened on, in the order of the ports. */
    public List<BoundPort> bound() {
        return List.copyOf(bound);
    }

    private void open(Port port, List<Socket> sockets) throws CannotListenException {
        if (sockets.isEmpty()) {
            bind(port);
        } else {
            adopt(port, sockets);
        }
    }

    /**
     * Every loop has a socket, and every socket a loop: in the queue of one without would clients wait for ever. Where there are too few,
     * loops share them.
     */
    private void adopt(Port port, List<Socket> sockets) throws CannotListenException {
        InetSocketAddress local = sockets.getFirst().localAddress();
        List<Loop> loops = transport.loops();
        try {
            for (int i = 0; i < Math.max(loops.size(), sockets.size()); i++) {
                int descriptor = i < sockets.size()
                        ? sockets.get(i).intValue()
                        : TransportKind.duplicate(((UnixChannel) listeners.get(listeners.size() - sockets.size()))
                                .fd()
                                .intValue());
                Loop loop = loops.get(i % loops.size());
                listeners.add(transport.kind().adopt(bootstrap(port, loop), descriptor));
            }
        } catch (IOException refused) {
            throw BindProblem.of(refused).toException(port, refused);
        }
        tell(port, local);
    }

    private void bind(Port port) throws CannotListenException {
        InetSocketAddress local = PortProbe.find(port);
        for (Loop loop : transport.loops()) {
            ChannelFuture binding = bootstrap(port, loop)
                    .channel(transport.kind().serverSocket())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .option(transport.kind().reusePort(), true)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .bind(local)
                    .awaitUninterruptibly();
            Throwable refused = binding.cause();
            if (refused != null) {
                throw BindProblem.of(refused).toException(port, refused);
            }
            listeners.add(binding.channel());
        }
        tell(port, local);
    }

    private void tell(Port port, InetSocketAddress local) {
        bound.add(new BoundPort(port, local));
        log.atInfo()
                .addKeyValue("address", port.address())
                .addKeyValue("port", local.getPort())
                .addKeyValue("speaks", port.speaks())
                .log("listening");
    }

    private ServerBootstrap bootstrap(Port port, Loop loop) {
        return new ServerBootstrap()
                .group(loop.eventLoop(), loop.eventLoop())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel listener) {
                        AcceptGate gate = new AcceptGate(loop, listener, connections, accepting);
                        connections.add(gate);
                        listener.pipeline().addLast(gate);
                    }
                })
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers(loop.room()))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        pipeline.compose(client, loop, port.speaks());
                    }
                });
    }

    /** The sockets, for another process; none where the transport does not tell them. */
    public List<Integer> descriptors() {
        return listeners.stream()
                .filter(UnixChannel.class::isInstance)
                .map(listener -> ((UnixChannel) listener).fd().intValue())
                .toList();
    }

    /** Stops accepting and waits until every loop that turns has done so. Must not be called on an event loop. */
    @Override
    public void close() {
        List<ChannelFuture> closing = listeners.stream().map(Channel::close).toList();
        closing.forEach(closed -> closed.awaitUninterruptibly(CLOSING_MILLIS));
        listeners.clear();
    }
}
