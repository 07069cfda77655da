package frontdoor.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.connect.BackendContexts;
import frontdoor.connect.BackendNames;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.Sockets;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.UpstreamStream;
import frontdoor.fixture.PassingTime;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.HeadLimits;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.limits.UpstreamLimits;
import frontdoor.limits.UpstreamPool;
import frontdoor.loop.Loop;
import frontdoor.loop.TransportKind;
import frontdoor.share.ClientKey;
import frontdoor.share.Places;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One event loop under virtual time, the upstreams on it, and an allocator that knows whether everything was released. */
public final class TestBed implements AutoCloseable {
    /** The transport that drives the event loop. */
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Transport {
        NIO(true, NioIoHandler::newFactory, NioSocketChannel::new, NioDatagramChannel::new),
        EPOLL(Epoll.isAvailable(), EpollIoHandler::newFactory, EpollSocketChannel::new, EpollDatagramChannel::new),
        IO_URING(
                IoUring.isAvailable(),
                IoUringIoHandler::newFactory,
                IoUringSocketChannel::new,
                IoUringDatagramChannel::new);

        final boolean available;
        final Callable<IoHandlerFactory> io;
        final ChannelFactory<? extends SocketChannel> sockets;
        final ChannelFactory<? extends DatagramChannel> datagrams;
        final TransportKind kind = TransportKind.valueOf(name());

        Transport(
                boolean available,
                Callable<IoHandlerFactory> io,
                ChannelFactory<? extends SocketChannel> sockets,
                ChannelFactory<? extends DatagramChannel> datagrams) {
            this.available = available;
            this.io = io;
            this.sockets = sockets;
            this.datagrams = datagrams;
        }
    }

    /** All different, so that a test sees which one it was. */
    static final ExchangeTimeouts TIMEOUTS = new ExchangeTimeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(600));

    public static final PeerLimits LIMITS = limits(1024, 100);

    /** So long is a peer left alone that could not be connected to, and a little more. */
    public static final Duration AVOIDED = Duration.ofNanos(PeerHealth.AVOIDED_NANOS + 1);

    /** Limits under which a request waits a second. */
    static PeerLimits limits(int connections, int queue) {
        return new PeerLimits(
                connections,
                new UpstreamPool(Duration.ofSeconds(4), OptionalInt.empty()),
                new UpstreamLimits(OptionalInt.empty(), queue, Duration.ofSeconds(1)));
    }

    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    final MockTicker ticker = Ticker.newMockTicker();
    final EventLoopGroup group;
    public final Loop loop;
    public final Upstreams upstreams;
    final Transport transport;
    private final ClientKey occupant;
    /** Why no socket can be made, or null: they can. */
    volatile Throwable noSockets;
    /** The socket that was made last. */
    public volatile SocketChannel socket;

    public TestBed(Transport transport) throws Exception {
        this(transport, PoolLimits.DEFAULT);
    }

    /** One that asks this name server alone. */
    public static TestBed asking(FakeNameServer names) throws Exception {
        return new TestBed(
                Transport.NIO,
                PoolLimits.DEFAULT,
                BackendNames.of(
                        NioDatagramChannel::new,
                        new SingletonDnsServerAddressStreamProvider(names.address()),
                        "search.test"));
    }

    TestBed(Transport transport, PoolLimits limits) throws Exception {
        this(transport, limits, BackendNames.ofSystem(transport.datagrams, transport.sockets));
    }

    TestBed(Transport transport, PoolLimits limits, BackendNames names) throws Exception {
        this.transport = transport;
        group = new MultiThreadIoEventLoopGroup(1, transport.io.call());
        loop = new Loop(0, group.next(), ticker);
        upstreams = new Upstreams(
                new PeerParts(List.of(loop), limits, new Places(1024), new BackendContexts(), ticker),
                new Channels(),
                names,
                new HeadLimits(8192, 32768, 100));
        occupant = client().client().key();
    }

    /** Makes a channel, unless there are no descriptors, as far as this test is concerned. */
    private <T> T make(ChannelFactory<?> factory, Class<T> type) {
        switch (noSockets) {
            case null -> {}
            case Error error -> throw error;
            case Throwable cause -> throw new ChannelException(cause);
        }
        return type.cast(factory.newChannel());
    }

    DatagramChannel datagram() {
        return make(transport.datagrams, DatagramChannel.class);
    }

    private final class Channels implements Sockets {
        @Override
        public Channel tcp() {
            SocketChannel channel = make(transport.sockets, SocketChannel.class);
            socket = channel;
            channel.config().setAllocator(allocator);
            return channel;
        }

        @Override
        public Channel unix() {
            Channel channel = make(new ReflectiveChannelFactory<>(transport.kind.unixSocket()), Channel.class);
            channel.config().setAllocator(allocator);
            return channel;
        }

        @Override
        public SocketAddress unixAddress(String path) {
            return transport.kind.unixAddress(path);
        }
    }

    static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Runs on the loop and waits for it. */
    public void run(Runnable task) {
        group.next().submit(task).syncUninterruptibly();
    }

    /** Lets the loop turn often enough for whatever is ready to happen. */
    public void turn() {
        for (int i = 0; i < 100; i++) {
            run(() -> {});
        }
    }

    /** Lets time pass, and every deadline that comes due by that. */
    public void pass(Duration time) {
        run(() -> PassingTime.on(loop, nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS), time.toNanos()));
    }

    /** Lets it have this many connections at a time, of which a client that is nobody else has the first. */
    public void occupy(Peer peer, int connections) {
        run(() -> peer.setLimits(limits(connections, 100)));
        assertThat(peer.bound().tryTake(occupant)).isTrue();
    }

    /** That client gives its place back. */
    public void leave(Peer peer) {
        peer.bound().give(occupant);
    }

    /** It cannot be connected to. */
    public static void cut(Peer peer) {
        peer.health().onAttempt(Attempt.UNREACHABLE);
    }

    /** It can be connected to; returns whether that is news. */
    public static boolean mend(Peer peer) {
        return peer.health().onAttempt(Attempt.CONNECTED);
    }

    /** Opens a stream and does this once it is ready. */
    public RecordedResponse open(FakeBackend backend, Consumer<UpstreamStream> onReady) {
        return open(backend.address(), false, onReady);
    }

    public RecordedResponse open(PeerAddress address, boolean fresh, Consumer<UpstreamStream> onReady) {
        RecordedResponse response = record(onReady);
        run(() -> upstreams.open(loop, peer(address), TIMEOUTS, fresh, response));
        return response;
    }

    Peer peer(PeerAddress address) {
        return upstreams.peer(address, LIMITS);
    }

    /** Records what a client of its own hears. */
    RecordedResponse record(Consumer<UpstreamStream> onReady) {
        return new RecordedResponse(client(), onReady);
    }

    /** A client's connection. */
    public ClientConnection client() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        return new ClientConnection(new Accepted(loop, address, address, true), null);
    }

    /** Sends a request without a body. */
    public RecordedResponse get(FakeBackend backend) {
        return get(backend, "GET");
    }

    RecordedResponse get(FakeBackend backend, String method) {
        return open(backend, stream -> {
            stream.writeHead(head(method, 0));
            stream.writeEnd();
        });
    }

    public static RequestHead head(String method, long bodyLength) {
        RequestHead head = new RequestHead();
        head.setMethod(head.fields().append(Octets.of(method), 0, method.length()), method.length());
        head.setTarget(head.fields().append(Octets.of("/x"), 0, 2), 2);
        head.setAuthority(new Authority("h", Authority.NO_PORT));
        head.setBodyLength(bodyLength);
        return head;
    }

    public static RequestHead websocket() {
        RequestHead head = head("GET", 0);
        head.setWebsocketUpgrade(true);
        head.fields().add(FieldName.SEC_WEBSOCKET_KEY, Octets.of("dGhlIHNhbXBsZSBub25jZQ=="));
        return head;
    }

    public ByteBuf data(String text) {
        return ByteBufUtil.encodeString(allocator, CharBuffer.wrap(text), StandardCharsets.ISO_8859_1);
    }

    public ByteBuf octets(int count) {
        return allocator.directBuffer(count).writeZero(count);
    }

    public static void awaitTrue(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(2)).until(condition);
    }

    public long unreleased() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    @Override
    public void close() {
        upstreams.retain(Map.of());
        awaitTrue(() -> upstreams.open() == 0);
        upstreams.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        awaitTrue(() -> unreleased() == 0);
    }
}
