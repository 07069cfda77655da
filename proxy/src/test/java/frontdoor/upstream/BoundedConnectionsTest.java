package frontdoor.upstream;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.upstream.TestBed.awaitTrue;
import static frontdoor.upstream.TestBed.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.connect.BackendContexts;
import frontdoor.connect.BackendNames;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.Sockets;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.fixture.Http2Backend;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.HeadLimits;
import frontdoor.loop.Loop;
import frontdoor.loop.TransportKind;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.share.ClientKey;
import frontdoor.share.Places;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** K11: connections to one backend, over two event loops, and the requests that wait for one. */
class BoundedConnectionsTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String HEARD = "ready, 200, body hello, end";
    private static final String GREEDY = "192.0.2.1";
    private static final String LATE = "192.0.2.2";

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<Loop> loops = List.of(new Loop(0, group.next(), ticker), new Loop(1, group.next(), ticker));
    private final Places all = new Places(1024);
    private final Upstreams upstreams = new Upstreams(
            new PeerParts(loops, PoolLimits.DEFAULT, all, new BackendContexts(), ticker),
            Sockets.of(TransportKind.NIO),
            BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
            new HeadLimits(8192, 32768, 100));
    private PeerLimits limits = TestBed.limits(1, 100);

    @AfterEach
    void close() {
        upstreams.retain(Map.of());
        awaitTrue(() -> upstreams.open() == 0 && all.taken() == 0);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void run(int loop, Runnable task) {
        loops.get(loop).eventLoop().submit(task).syncUninterruptibly();
    }

    /** Tick by tick, and once more: a tick fires what was due when the one before it came. */
    private void pass(long nanos) {
        long tick = TimeUnit.MILLISECONDS.toNanos(100);
        for (long left = nanos; left > -tick; left -= tick) {
            ticker.advance(Math.clamp(left, 0, tick), TimeUnit.NANOSECONDS);
            for (int i = 0; i < loops.size(); i++) {
                run(i, loops.get(i)::tick);
            }
        }
    }

    /** A request of {@code client} on this loop; {@code handle} is how it is given up. */
    private RecordedResponse ask(int loop, String client, FakeBackend backend, AtomicReference<Opening> handle) {
        return ask(loop, client, backend.address(), handle);
    }

    private RecordedResponse ask(int loop, String client, PeerAddress backend, AtomicReference<Opening> handle) {
        InetSocketAddress address = new InetSocketAddress(client, 1);
        ClientConnection connection = new ClientConnection(new Accepted(loops.get(loop), address, address, true), null);
        RecordedResponse response = new RecordedResponse(connection, stream -> {
            stream.writeHead(TestBed.head("GET", 0));
            stream.writeEnd();
        });
        Peer peer = upstreams.peer(backend, limits);
        run(loop, () -> handle.set(upstreams.open(loops.get(loop), peer, TestBed.TIMEOUTS, false, response)));
        return response;
    }

    private RecordedResponse ask(int loop, String client, FakeBackend backend) {
        return ask(loop, client, backend, new AtomicReference<>());
    }

    private static FakeBackend holding() throws Exception {
        return new FakeBackend(connection -> {
            while (connection.readHead() != null) {
                connection.awaitSignal();
                connection.send(HELLO);
            }
        });
    }

    /** An unused connection of another loop gives its place up to who waits, and to nobody else. */
    @Test
    void keepsAConnectionThatNobodyWaitsForAnyMore() throws Exception {
        Semaphore busy = new Semaphore(0);
        try (FakeBackend backend = holding()) {
            answer(ask(1, GREEDY, backend), backend, 0);
            awaitTrue(() -> upstreams.idle() == 1);
            loops.get(1).eventLoop().execute(busy::acquireUninterruptibly);
            AtomicReference<Opening> handle = new AtomicReference<>();
            ask(0, LATE, backend, handle);
            run(0, () -> handle.get().cancel());
            busy.release();
            answer(ask(1, GREEDY, backend), backend, 0);
            assertThat(backend.accepted()).isEqualTo(1);
        }
    }

    private static void answer(RecordedResponse response, FakeBackend backend, int connection) throws Exception {
        response.awaitEnding("ready");
        backend.connection(connection).signal("answer");
        assertThat(response.awaitOver()).isEqualTo(HEARD);
    }

    @Test
    void handsAConnectionToWhoWaitsForIt() throws Exception {
        try (FakeBackend backend = holding()) {
            RecordedResponse first = ask(0, GREEDY, backend).awaitEnding("ready");
            RecordedResponse second = ask(0, LATE, backend);
            awaitTrue(() -> backend.accepted() == 1);
            backend.connection(0).signal("answer");
            assertThat(first.awaitOver()).isEqualTo(HEARD);
            second.awaitEnding("ready");
            backend.connection(0).signal("answer");
            assertThat(second.awaitOver()).isEqualTo(HEARD);
            assertThat(backend.accepted()).isEqualTo(1);
            assertThat(upstreams.queued()).isEqualTo(1);
            awaitTrue(() -> upstreams.waiting() == 0 && upstreams.idle() == 1);
        }
    }

    /** Connections stay on their loop; their places do not. */
    @Test
    void givesThePlaceOfAnUnusedConnectionToAnotherLoop() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            assertThat(ask(0, GREEDY, backend).awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> upstreams.idle() == 1);
            assertThat(ask(1, GREEDY, backend).awaitOver()).isEqualTo(HEARD);
            assertThat(backend.accepted()).isEqualTo(2);
            awaitTrue(() -> upstreams.open() == 1);
        }
    }

    @Test
    void givesThePlaceOfABusyConnectionToAnotherLoopOnceItIsFree() throws Exception {
        try (FakeBackend backend = holding()) {
            RecordedResponse first = ask(0, GREEDY, backend).awaitEnding("ready");
            awaitTrue(() -> backend.accepted() == 1);
            RecordedResponse second = ask(1, LATE, backend);
            backend.connection(0).signal("answer");
            assertThat(first.awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> backend.accepted() == 2);
            backend.connection(1).signal("answer");
            assertThat(second.awaitOver()).isEqualTo(HEARD);
        }
    }

    @Test
    void letsNobodyWaitLongerThanItMay() throws Exception {
        try (FakeBackend backend = holding()) {
            ask(0, GREEDY, backend).awaitEnding("ready");
            RecordedResponse waiting = ask(0, GREEDY, backend);
            pass(seconds(1) / 2);
            assertThat(waiting).hasToString("");
            pass(seconds(1));
            assertThat(waiting.awaitOver()).isEqualTo("upstream_queue_timeout");
            assertThat(upstreams.waiting()).isZero();
        }
    }

    /** One client's queue leaves places for others, and of those who wait each has its turn. */
    @Test
    void queuesClientsInTurnAndNoneWithoutEnd() throws Exception {
        limits = TestBed.limits(1, 8);
        try (FakeBackend backend = holding()) {
            RecordedResponse busy = ask(0, GREEDY, backend).awaitEnding("ready");
            awaitTrue(() -> backend.accepted() == 1);
            List<RecordedResponse> many =
                    IntStream.range(0, 7).mapToObj(_ -> ask(0, GREEDY, backend)).toList();
            assertThat(ask(0, GREEDY, backend).awaitOver()).isEqualTo("upstream_queue_full");
            RecordedResponse late = ask(0, LATE, backend);
            assertThat(upstreams.waiting()).isEqualTo(8);

            backend.connection(0).signal("answer");
            busy.awaitOver();
            many.getFirst().awaitEnding("ready");
            backend.connection(0).signal("answer");
            late.awaitEnding("ready");
            assertThat(many.get(1)).hasToString("");
            pass(seconds(2));
        }
    }

    /** What is given up while it waits makes room in the line, and no connection is opened for it. */
    @Test
    void forgetsWhoHasGivenUp() throws Exception {
        limits = TestBed.limits(1, 1);
        try (FakeBackend backend = holding()) {
            RecordedResponse busy = ask(0, GREEDY, backend).awaitEnding("ready");
            awaitTrue(() -> backend.accepted() == 1);
            AtomicReference<Opening> handle = new AtomicReference<>();
            RecordedResponse gone = ask(0, GREEDY, backend, handle);
            run(0, () -> handle.get().cancel());
            assertThat(upstreams.waiting()).isZero();
            RecordedResponse next = ask(0, GREEDY, backend);
            backend.connection(0).signal("answer");
            busy.awaitOver();
            next.awaitEnding("ready");
            assertThat(gone).hasToString("");
            backend.connection(0).signal("answer");
            next.awaitOver();
        }
    }

    @Test
    void givesThePlaceOfAConnectionThatNeverCameToBeBack() throws Exception {
        FakeBackend nobody = FakeBackend.answering(HELLO);
        nobody.close();
        assertThat(ask(0, GREEDY, nobody).awaitOver()).isEqualTo("upstream_connect_refused");
        assertThat(all.taken()).isZero();
        AtomicReference<Opening> handle = new AtomicReference<>();
        ask(0, GREEDY, nobody, handle);
        run(0, () -> handle.get().cancel());
        assertThat(all.taken()).isZero();
    }

    /** A client that holds nearly everything gets nothing of the last eighth, another one does. */
    @Test
    void sharesTheLastConnectionsAmongClients() throws Exception {
        limits = TestBed.limits(8, 100);
        try (FakeBackend backend = holding()) {
            for (int i = 0; i < 7; i++) {
                ask(i % 2, GREEDY, backend).awaitEnding("ready");
            }
            RecordedResponse greedy = ask(0, GREEDY, backend);
            ask(0, LATE, backend).awaitEnding("ready");
            assertThat(greedy).hasToString("");
            pass(seconds(2));
            assertThat(greedy).hasToString("upstream_queue_timeout");
        }
    }

    /** Connections that others have opened are taken by using them, too. */
    @Test
    void countsAReusedConnectionForWhoUsesItOnceHalfAreTaken() {
        ConnectionBound bound = new ConnectionBound(8, Integer.MAX_VALUE, all);
        ClientKey greedy = key(GREEDY);
        ClientKey late = key(LATE);
        for (int i = 0; i < 4; i++) {
            bound.tryTake(late);
        }
        assertThat(bound.onReuse(late, greedy)).isEqualTo(late);
        bound.tryTake(late);
        assertThat(bound.onReuse(late, greedy)).isEqualTo(greedy);
        for (int i = 0; i < 4; i++) {
            bound.give(late);
        }
        bound.give(greedy);
        assertThat(bound.taken()).isZero();
    }

    private static ClientKey key(String address) {
        return ClientKey.of(new InetSocketAddress(address, 1).getAddress());
    }

    /** When all backends together have as many as there may be, an unused one of another backend makes room. */
    @Test
    void closesAnUnusedConnectionOfAnotherBackend() throws Exception {
        all.setLimit(1);
        try (FakeBackend one = FakeBackend.answering(HELLO);
                FakeBackend other = FakeBackend.answering(HELLO)) {
            ask(0, GREEDY, one).awaitOver();
            awaitTrue(() -> upstreams.idle() == 1);
            assertThat(ask(1, GREEDY, other).awaitOver()).isEqualTo(HEARD);
        }
    }

    @Test
    void opensMoreAsSoonAsTheLimitIsRaised() throws Exception {
        try (FakeBackend backend = holding()) {
            ask(0, GREEDY, backend).awaitEnding("ready");
            RecordedResponse waiting = ask(1, GREEDY, backend);
            upstreams.retain(Map.of(backend.address(), TestBed.limits(2, 100)));
            waiting.awaitEnding("ready");
        }
    }

    /** A backend of HTTP/2 that answers the first request of a connection when it is told to, and all others at once. */
    private static Http2Backend holdingFirst(Semaphore answers) {
        return new Http2Backend().does(connection -> {
            connection.settings();
            int first = connection.readRequest().stream();
            answers.acquireUninterruptibly();
            connection.send(headers(first, END_STREAM, ":status", "200"));
            while (true) {
                connection.send(headers(connection.readRequest().stream(), END_STREAM, ":status", "200"));
            }
        });
    }

    private RecordedResponse ask(int loop, Http2Backend backend) {
        ServerPlace place = new ServerPlace.Port("127.0.0.1", backend.port());
        return ask(loop, GREEDY, new PeerAddress(place, null, ProxyProtocol.OFF, true), new AtomicReference<>());
    }

    /** Streams that last keep a shared connection where it is: no event loop may depend on the ones of another. */
    @Test
    void givesEachLoopASharedConnection() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (Http2Backend backend = holdingFirst(answers)) {
            limits = TestBed.limits(1, 0);
            RecordedResponse one = ask(0, backend).awaitEnding("ready");
            RecordedResponse other = ask(1, backend).awaitEnding("ready");
            answers.release(2);
            assertThat(one.awaitOver()).isEqualTo("ready, 200, end");
            assertThat(other.awaitOver()).isEqualTo("ready, 200, end");
            assertThat(backend.connections()).hasSize(2);
            answers.release(100);
        }
    }
}
