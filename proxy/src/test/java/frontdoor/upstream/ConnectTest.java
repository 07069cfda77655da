package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.hosts.ServerPlace;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
}
