package frontdoor.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.connect.BackendNames;
import frontdoor.connect.PeerAddress;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Q13: without a descriptor a request is answered on its own loop, no backend is blamed, and everything is found when there are some again. */
@ParameterizedClass
@EnumSource(TestBed.Transport.class)
class NoSocketTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Parameter
    TestBed.Transport transport;

    private TestBed bed;
    private FakeNameServer names;
    private FakeBackend backend;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(transport.available);
        names = new FakeNameServer("127.0.0.1");
        backend = FakeBackend.answering(HELLO);
        bed = new TestBed(
                transport,
                PoolLimits.DEFAULT,
                BackendNames.of(
                        () -> bed.datagram(),
                        new SingletonDnsServerAddressStreamProvider(names.address()),
                        "search.test"));
    }

    @AfterEach
    void close() throws Exception {
        if (bed != null) {
            bed.close();
            backend.close();
            names.close();
        }
    }

    static Stream<Throwable> causes() {
        return Stream.of(new IOException("Too many open files"), new OutOfMemoryError("thrown by a test"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void failsOnItsOwnLoopForWantOfASocketAndBlamesNobody(Throwable cause) throws Exception {
        assertFails("127.0.0.1", cause);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void failsOnItsOwnLoopWhenNoNameServerCanBeAsked(Throwable cause) throws Exception {
        assertFails("legacy.test", cause);
    }

    private void assertFails(String host, Throwable cause) throws Exception {
        Thread loop = bed.loop.eventLoop().submit(Thread::currentThread).get();
        PeerAddress address = new PeerAddress(host, backend.port());

        bed.noSockets = cause;
        for (int i = 0; i < 3; i++) {
            RecordedResponse response = bed.open(address, true, stream -> {});
            assertThat(response.awaitOver()).isEqualTo("no_socket");
            assertThat(response.thread()).isSameAs(loop);
        }
        assertThat(bed.peer(address).suspected()).isFalse();
        assertThat(bed.upstreams.dialer().outage().isOn()).isTrue();

        bed.noSockets = null;
        bed.pass(Duration.ofSeconds(6));
        bed.open(address, true, stream -> stream.cancel()).awaitEnding("ready");
        // It is told once the exchange has begun.
        await().until(() -> !bed.upstreams.dialer().outage().isOn());
    }
}
