package frontdoor.upstream;

import static frontdoor.fixture.Http2Frames.ACK;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.GOAWAY;
import static frontdoor.fixture.Http2Frames.SETTINGS;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.setting;
import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.connect.PeerAddress;
import frontdoor.fixture.Http2Backend;
import frontdoor.hosts.ServerPlace;
import frontdoor.limits.UpstreamLimits;
import frontdoor.limits.UpstreamPool;
import frontdoor.proxyheader.ProxyProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K11, F14: requests that wait for a stream of a backend that speaks HTTP/2. */
class StreamPoolTest {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final String HEARD = "ready, 200, end";

    private final Http2Backend backend = new Http2Backend();
    /** What a backend that answers when it is told to waits for. */
    private final Semaphore answers = new Semaphore(0);

    private PeerLimits limits = TestBed.LIMITS;
    private TestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new TestBed(TestBed.Transport.NIO);
    }

    @AfterEach
    void close() throws Exception {
        answers.release(1_000);
        backend.close();
        bed.close();
    }

    private static PeerLimits limits(int connections, int requests, int queue) {
        return new PeerLimits(
                connections,
                new UpstreamPool(Duration.ofSeconds(4), OptionalInt.empty()),
                new UpstreamLimits(OptionalInt.of(requests), queue, Duration.ofSeconds(1)));
    }

    private static PeerAddress address(int port) {
        return new PeerAddress(new ServerPlace.Port("127.0.0.1", port), null, ProxyProtocol.OFF, true);
    }

    private Peer peer() {
        return bed.upstreams.peer(address(backend.port()), limits);
    }

    private RecordedResponse ask(PeerAddress address) {
        RecordedResponse response = bed.record(stream -> {
            stream.writeHead(TestBed.head("GET", 0));
            stream.writeEnd();
        });
        Peer peer = bed.upstreams.peer(address, limits);
        bed.run(() -> bed.upstreams.open(bed.loop, peer, TestBed.TIMEOUTS, false, response));
        return response;
    }

    private List<RecordedResponse> ask(int count) {
        List<RecordedResponse> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ask(address(backend.port())));
        }
        return all;
    }

    /** A backend that takes so many streams at once, and answers the next one whenever it is told to. */
    private void answersWhenTold(int streams) {
        backend.does(connection -> {
            connection.send(setting(MAX_CONCURRENT_STREAMS, streams));
            while (true) {
                int stream = connection.readRequest().stream();
                answers.acquireUninterruptibly();
                connection.send(headers(stream, END_STREAM, ":status", "200"));
            }
        });
    }

    /** So many requests at once find as many connections as the backend makes necessary. */
    @Test
    void dialsAgainWhereAConnectionHasFewStreams() {
        answersWhenTold(1);
        List<RecordedResponse> all = ask(5);
        awaitTrue(() -> backend.connections().size() == 5
                && all.stream().allMatch(one -> one.toString().equals("ready")));
        answers.release(5);
        all.forEach(one -> assertThat(one.awaitOver()).isEqualTo(HEARD));
    }

    /** Whoever waits for a stream of a connection that is lost gets another one. */
    @Test
    void dialsAgainWhenTheConnectionThatIsWaitedForIsLost() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        backend.does(connection -> {
            connection.settings();
            if (accepted.getAndIncrement() == 0) {
                connection.readRequest();
                answers.acquireUninterruptibly();
                return;
            }
            while (true) {
                connection.send(headers(connection.readRequest().stream(), END_STREAM, ":status", "200"));
            }
        });
        limits = limits(1, 1, 100);
        RecordedResponse first = ask(address(backend.port())).awaitEnding("ready");
        List<RecordedResponse> waiting = ask(3);
        bed.turn();
        assertThat(waiting).allMatch(one -> one.toString().isEmpty());
        assertThat(bed.upstreams.waiting()).isEqualTo(3);
        answers.release();
        assertThat(first.awaitOver()).isEqualTo("ready, upstream_closed");
        waiting.forEach(one -> assertThat(one.awaitOver()).isEqualTo(HEARD));
        assertThat(bed.upstreams.waiting()).isZero();
    }

    /** A backend that takes no more streams, not even one, and goes away then: those who wait look for another connection. */
    @Test
    void dialsAgainWhenTheBackendGoesAway() {
        AtomicInteger accepted = new AtomicInteger();
        Semaphore told = new Semaphore(0);
        backend.does(connection -> {
            boolean first = accepted.getAndIncrement() == 0;
            connection.send(setting(MAX_CONCURRENT_STREAMS, 10));
            int stream = connection.readRequest().stream();
            if (first) {
                connection.send(setting(MAX_CONCURRENT_STREAMS, 0));
                awaitAcknowledgement(connection);
                told.release();
                answers.acquireUninterruptibly();
                connection.send(goAway(stream));
                connection.awaitEnd();
            }
            connection.send(headers(stream, END_STREAM, ":status", "200"));
            connection.awaitEnd();
        });
        RecordedResponse first = ask(address(backend.port())).awaitEnding("ready");
        told.acquireUninterruptibly();
        bed.turn();
        RecordedResponse second = ask(address(backend.port()));
        bed.turn();
        assertThat(second.toString()).isEmpty();
        answers.release();
        assertThat(second.awaitOver()).isEqualTo(HEARD);
        assertThat(first.toString()).isEqualTo("ready");
    }

    /** A connection that is left with what lasts takes nothing new: whoever comes then does not wait for its end, where there may be one connection only. */
    @Test
    void opensAnotherConnectionInPlaceOfOneThatTakesNoMore() {
        AtomicInteger accepted = new AtomicInteger();
        Semaphore told = new Semaphore(0);
        backend.does(connection -> {
            boolean first = accepted.getAndIncrement() == 0;
            connection.send(setting(MAX_CONCURRENT_STREAMS, 10));
            int stream = connection.readRequest().stream();
            if (first) {
                connection.send(goAway(stream), setting(MAX_CONCURRENT_STREAMS, 10));
                while (connection.frames().stream()
                                .filter(StreamPoolTest::isAcknowledgement)
                                .count()
                        < 2) {
                    connection.readFrame();
                }
                told.release();
                answers.acquireUninterruptibly();
            }
            connection.send(headers(stream, END_STREAM, ":status", "200"));
            connection.awaitEnd();
        });
        limits = limits(1, 100, 100);
        RecordedResponse lasting = ask(address(backend.port())).awaitEnding("ready");
        told.acquireUninterruptibly();
        bed.turn();
        assertThat(ask(address(backend.port())).awaitOver()).isEqualTo(HEARD);
        assertThat(lasting.toString()).isEqualTo("ready");
        answers.release();
        assertThat(lasting.awaitOver()).isEqualTo(HEARD);
    }

    private static boolean isAcknowledgement(Http2Backend.Frame frame) {
        return frame.type() == SETTINGS && frame.flags() == ACK;
    }

    private static void awaitAcknowledgement(Http2Backend.Connection connection) throws IOException {
        Http2Backend.Frame read = connection.readFrame();
        while (!isAcknowledgement(read)) {
            read = connection.readFrame();
        }
    }

    private static byte[] goAway(int last) {
        return frame(GOAWAY, 0, 0, (byte) 0, (byte) 0, (byte) 0, (byte) last, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
    }

    /** A backend that takes none at first is not asked for one connection after the other, and is asked once it takes some. */
    @Test
    void waitsForABackendThatTakesNoStreamYet() {
        backend.does(connection -> {
            connection.send(setting(MAX_CONCURRENT_STREAMS, 0));
            answers.acquireUninterruptibly();
            connection.send(setting(MAX_CONCURRENT_STREAMS, 10));
            while (true) {
                connection.send(headers(connection.readRequest().stream(), END_STREAM, ":status", "200"));
            }
        });
        List<RecordedResponse> all = ask(3);
        awaitTrue(() -> bed.upstreams.open() == 1);
        bed.turn();
        assertThat(backend.connections()).hasSize(1);
        answers.release();
        all.forEach(one -> assertThat(one.awaitOver()).isEqualTo(HEARD));
        assertThat(backend.connections()).hasSize(1);
    }

    /** One of several connections that comes to nothing is told to the one that it was for; the others have theirs. */
    @Test
    void tellsAFailedConnectionToThoseItWasFor() {
        AtomicInteger accepted = new AtomicInteger();
        backend.does(connection -> {
            int number = accepted.getAndIncrement();
            if (number == 1) {
                return;
            }
            connection.send(setting(MAX_CONCURRENT_STREAMS, 1));
            int stream = connection.readRequest().stream();
            if (number == 0) {
                answers.acquireUninterruptibly();
            }
            connection.send(headers(stream, END_STREAM, ":status", "200"));
            connection.awaitEnd();
        });
        ask(address(backend.port())).awaitEnding("ready");
        List<RecordedResponse> waiting = ask(3);
        assertThat(waiting)
                .extracting(RecordedResponse::awaitOver)
                .containsOnlyOnce("upstream_closed")
                .containsOnly("upstream_closed", HEARD);
        assertThat(waiting)
                .extracting(RecordedResponse::toString)
                .filteredOn(HEARD::equals)
                .hasSize(2);
    }

    /** A server that does not say what it speaks: everybody who waits is told once, however many connections were begun. */
    @Test
    void tellsEverybodyOnceWhereNoConnectionComes() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<RecordedResponse> all = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                all.add(ask(address(deaf.getLocalPort())));
            }
            awaitTrue(() -> bed.upstreams.open() == 2);
            bed.pass(TestBed.TIMEOUTS.upstreamConnect().plusMillis(100));
            all.forEach(one -> assertThat(one.awaitOver()).isEqualTo("upstream_connect_timeout"));
        }
        assertThat(bed.upstreams.waiting()).isZero();
    }

    /** As many as fit into the queue wait for a place, no longer than `queue-wait`; the next one is told at once. */
    @Test
    void boundsTheQueueInNumberAndTime() {
        answersWhenTold(100);
        limits = limits(1024, 2, 3);
        List<RecordedResponse> served = ask(2);
        served.forEach(one -> one.awaitEnding("ready"));
        List<RecordedResponse> waiting = ask(3);
        assertThat(bed.upstreams.waiting()).isEqualTo(3);
        assertThat(ask(address(backend.port())).awaitOver()).isEqualTo("upstream_queue_full");
        bed.pass(Duration.ofMillis(1_100));
        waiting.forEach(one -> assertThat(one.awaitOver()).isEqualTo("upstream_queue_timeout"));
        assertThat(bed.upstreams.waiting()).isZero();
        assertThat(backend.connections()).hasSize(1);
    }

    /** A server that is not configured any more still serves those who wait for it, on as few connections as it takes. */
    @Test
    void servesThoseWhoWaitedForAServerThatIsNoLongerConfigured() throws IOException {
        Semaphore hello = new Semaphore(0);
        backend.does(connection -> {
            hello.acquireUninterruptibly();
            connection.settings();
            while (true) {
                connection.send(headers(connection.readRequest().stream(), END_STREAM, ":status", "200"));
            }
        });
        Peer peer = peer();
        List<RecordedResponse> all = ask(3);
        awaitTrue(() -> backend.connections().size() == 1);
        peer.retire();
        bed.turn();
        hello.release(10);
        all.forEach(one -> assertThat(one.awaitOver()).isEqualTo(HEARD));
        assertThat(backend.connections()).hasSize(1);
        awaitTrue(() -> peer.open() == 0);
    }
}
