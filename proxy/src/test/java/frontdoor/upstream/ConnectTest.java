package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.connect.BackendNames;
import frontdoor.connect.KnownAddresses;
import frontdoor.connect.PeerAddress;
import frontdoor.hosts.ServerPlace;
import frontdoor.proxyheader.ProxyProtocol;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** K12, Q6, Q7, Q10: how a connection comes about, or does not. */
@ParameterizedClass
@EnumSource(TestBed.Transport.class)
class ConnectTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Parameter
    TestBed.Transport transport;

    private TestBed bed;
    private FakeNameServer names;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(transport.available);
        names = new FakeNameServer("127.0.0.1");
        bed = new TestBed(
                transport,
                PoolLimits.DEFAULT,
                BackendNames.of(
                        transport.datagrams,
                        new SingletonDnsServerAddressStreamProvider(names.address()),
                        "search.test"));
    }

    @AfterEach
    void close() {
        if (bed != null) {
            bed.close();
            names.close();
        }
    }

    private RecordedResponse open(String host, FakeBackend backend) {
        return bed.open(new PeerAddress(host, backend.port()), true, stream -> stream.cancel());
    }

    private Peer peer(String host, FakeBackend backend) {
        return bed.peer(new PeerAddress(host, backend.port()));
    }

    /** Q7. */
    @Test
    void tellsThatABackendRefusesAndSuspectsItUntilItAnswersAgain() throws Exception {
        PeerAddress address;
        int port;
        try (FakeBackend gone = FakeBackend.answering(HELLO)) {
            address = gone.address();
            port = gone.port();
        }
        RecordedResponse refused = bed.open(address, false, stream -> {});
        assertThat(refused.awaitOver()).isEqualTo("upstream_connect_refused");
        assertThat(bed.peer(address).suspected()).isTrue();
        try (ServerSocket back = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            bed.open(address, false, stream -> stream.cancel()).awaitEnding("ready");
            assertThat(bed.peer(address).suspected()).isFalse();
            assertThat(back.isBound()).isTrue();
        }
    }

    /** K12, Q6: the accept queue is full. */
    @Test
    void givesUpOnABackendThatDoesNotAccept() throws Exception {
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, queued);
            PeerAddress address = new PeerAddress("127.0.0.1", full.getLocalPort());
            RecordedResponse response = bed.open(address, false, stream -> {});
            bed.run(() -> {});
            bed.pass(Duration.ofMillis(1900));
            assertThat(response).hasToString("");
            bed.pass(Duration.ofMillis(300));
            assertThat(response).hasToString("upstream_connect_timeout");
            assertThat(bed.peer(address).suspected()).isTrue();
        } finally {
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket server, List<Socket> queued) throws Exception {
        try {
            while (true) {
                Socket socket = new Socket();
                queued.add(socket);
                socket.connect(server.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException e) {
            // Full.
            return;
        }
    }

    /** Q8: no event follows, nothing stays open. */
    @Test
    void canBeGivenUpBeforeItIsReady() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            RecordedResponse response = bed.record(stream -> {});
            AtomicReference<Opening> opening = new AtomicReference<>();
            bed.run(() -> {
                opening.set(
                        bed.upstreams.open(bed.loop, bed.peer(backend.address()), TestBed.TIMEOUTS, false, response));
                opening.get().cancel();
            });
            bed.turn();
            bed.pass(Duration.ofSeconds(3));
            assertThat(response).hasToString("");
            assertThat(bed.upstreams.open()).isZero();
            assertThat(bed.peer(backend.address()).suspected()).isFalse();
        }
    }

    @Test
    void findsLocalhostAndAddressesWithoutAName() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            open("localhost", backend).awaitEnding("ready");
            open("127.0.0.1", backend).awaitEnding("ready");
            assertThat(names.queries()).isZero();
        }
    }

    /** Q10: remembered for as long as the record lives. */
    @Test
    void asksForANameOnce() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            open("legacy.test", backend).awaitEnding("ready");
            open("legacy.test", backend).awaitEnding("ready");
            assertThat(names.queries()).isEqualTo(1);
        }
    }

    /** Q10, LESSONS D.40: the container was made anew, the record says an hour. */
    @ParameterizedTest
    @ValueSource(strings = {"legacy.test", "short"})
    void asksAgainWhenTheAddressIsOfNoUse(String name) throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.setAddresses("127.0.0.2");
            assertThat(open(name, backend).awaitOver()).isEqualTo("upstream_connect_refused");
            names.setAddresses("127.0.0.1");
            open(name, backend).awaitEnding("ready");
        }
    }

    /** Q10: a backend that is out of order does not make the front door ask for all others again. */
    @Test
    void forgetsOnlyTheNameOfABackendThatCannotBeReached() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            open("legacy.test", backend).awaitEnding("ready");
            names.setAddresses("127.0.0.2");
            assertThat(open("gone.test", backend).awaitOver()).isEqualTo("upstream_connect_refused");
            open("legacy.test", backend).awaitEnding("ready");
            assertThat(names.queries()).isEqualTo(2);
        }
    }

    /** Q10. */
    @Test
    void triesEveryAddress() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.setAddresses("127.0.0.2", "127.0.0.3", "127.0.0.1");
            open("legacy.test", backend).awaitEnding("ready");
            assertThat(peer("legacy.test", backend).suspected()).isFalse();
        }
    }

    /** Q10, LESSONS D.40: a name that does not resolve stops nothing, and is found when it is there. */
    @Test
    void tellsThatANameDoesNotResolve() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.setCode(3);
            assertThat(open("legacy.test", backend).awaitOver()).isEqualTo("upstream_unresolved");
            assertThat(peer("legacy.test", backend).suspected()).isTrue();
            names.setCode(0);
            open("legacy.test", backend).awaitEnding("ready");
        }
    }

    /** Q10: failures keep the last good address. */
    @Test
    void keepsTheLastGoodAddressWhileTheNameServerFails() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            open("legacy.test", backend).awaitEnding("ready");
            names.setCode(2);
            bed.upstreams.names().forget(new ServerPlace.Port("legacy.test", backend.port()));
            open("legacy.test", backend).awaitEnding("ready");
            awaitTrue(() -> names.queries() > 1);
        }
    }

    /** Q10: a name server that says nothing. */
    @Test
    void waitsForANameNoLongerThanForAConnection() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.close();
            RecordedResponse response = open("legacy.test", backend);
            bed.run(() -> {});
            bed.pass(Duration.ofMillis(2200));
            assertThat(response).hasToString("upstream_unresolved");
        }
    }

    /** Q10: an answer that does not live is asked for again. */
    @Test
    void asksEachTimeForANameWithoutLifetime() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.setTtl(0);
            open("legacy.test", backend).awaitEnding("ready");
            open("legacy.test", backend).awaitEnding("ready");
            assertThat(names.queries()).isEqualTo(2);
        }
    }

    /** Q10: the record lives for a second, then the new address is used. */
    @Test
    void usesANewAddressOnceTheOldOnesTimeIsUp() throws Exception {
        try (ServerSocket any = new ServerSocket(0, 50);
                FakeBackend backend = new FakeBackend(any, FakeConnection::readToEnd)) {
            names.setTtl(1);
            assertThat(peerOf("legacy.test", backend)).contains("127.0.0.1");
            names.setAddresses("127.0.0.2");
            awaitTrue(() -> peerOf("legacy.test", backend).contains("127.0.0.2"));
        }
    }

    /** Q10: an answer without any address, too, leaves the last good one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void keepsTheLastGoodAddressWhateverTheNameServerSays(int code) throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.setTtl(0);
            open("legacy.test", backend).awaitEnding("ready");
            names.setAddresses();
            names.setCode(code);
            open("legacy.test", backend).awaitEnding("ready");
            open("legacy.test", backend).awaitEnding("ready");
        }
    }

    private String peerOf(String name, FakeBackend backend) {
        return open(name, backend).awaitEnding("ready").stream().peer().toString();
    }

    /** Q10, two answers: all of them are used, not only the first. */
    @Test
    void usesAllAddresses() throws Exception {
        try (ServerSocket any = new ServerSocket(0, 50);
                FakeBackend backend = new FakeBackend(any, FakeConnection::readToEnd)) {
            names.setAddresses("127.0.0.1", "127.0.0.2", "127.0.0.3");
            Set<String> met = new HashSet<>();
            awaitTrue(() -> {
                met.add(peerOf("legacy.test", backend));
                return met.size() == 3;
            });
        }
    }

    /** Q10: what has just been of no use is not tried first. */
    @Test
    void triesAnAddressThatIsOfNoUseLast() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            names.setAddresses("127.0.0.2", "127.0.0.1");
            KnownAddresses known = peer("legacy.test", backend).addresses();
            awaitTrue(() -> {
                open("legacy.test", backend).awaitEnding("ready");
                return !known.inOrder(true, bed.ticker.nanoTime()).isEmpty()
                        && IntStream.range(0, 20)
                                .allMatch(_ -> known.inOrder(true, bed.ticker.nanoTime())
                                        .getFirst()
                                        .toString()
                                        .contains("127.0.0.1"));
            });
        }
    }

    private RecordedResponse openService() {
        PeerAddress address = new PeerAddress(new ServerPlace.Service("_http._tcp.shop.test"), null, ProxyProtocol.OFF);
        return bed.open(address, true, stream -> stream.cancel());
    }

    /** SRV records name port and host; the lowest priority comes first, and the others when that is of no use. */
    @Test
    void findsTheServersOfAService() throws Exception {
        try (FakeBackend first = FakeBackend.answering(HELLO);
                FakeBackend second = FakeBackend.answering(HELLO)) {
            names.setServices("20 0 " + second.port() + " b.test", "10 5 " + first.port() + " a.test");
            openService().awaitEnding("ready");
            assertThat(second.accepted()).isZero();
            first.close();
            openService().awaitEnding("ready");
            // It takes the connection in a thread of its own.
            awaitTrue(() -> second.accepted() == 1);
        }
    }

    /** Q10 for services: a failing name server, and one that knows of none. */
    @Test
    void keepsTheLastGoodServersOfAService() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            assertThat(openService().awaitOver()).isEqualTo("upstream_unresolved");
            names.setTtl(0);
            names.setServices("1 1 " + backend.port() + " a.test");
            openService().awaitEnding("ready");
            names.setCode(2);
            openService().awaitEnding("ready");
            names.setCode(0);
            names.setServices();
            openService().awaitEnding("ready");
        }
    }
}
