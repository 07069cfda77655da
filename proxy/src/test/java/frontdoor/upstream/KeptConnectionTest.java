package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static frontdoor.upstream.TestBed.head;
import static frontdoor.upstream.TestBed.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.limits.UpstreamPool;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** F17: how long, for how many requests, and beside how many others an unused connection to a backend is kept. */
class KeptConnectionTest extends OverEveryTransport {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String HEARD = "ready, 200, body hello, end";

    /** LESSONS D.39: gone before a backend with the usual 5 s would close it. */
    @Test
    void closesAConnectionThatWasIdleForFourSeconds() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            bed.get(backend).awaitOver();
            awaitTrue(() -> bed.upstreams.idle() == 1);
            bed.pass(Duration.ofMillis(3900));
            assertThat(bed.upstreams.idle()).isEqualTo(1);
            bed.pass(Duration.ofMillis(200));
            awaitTrue(() -> bed.upstreams.open() == 0);
            assertThat(bed.upstreams.idle()).isZero();
        }
    }

    /** LESSONS D.39: for servers that close later, or earlier. */
    @Test
    void keepsAnIdleConnectionAsLongAsItIsConfigured() throws Exception {
        UpstreamPool pool = new UpstreamPool(Duration.ofSeconds(9), OptionalInt.empty());
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            bed.upstreams.peer(backend.address(), new PeerLimits(8, pool, TestBed.LIMITS.written()));
            bed.get(backend).awaitOver();
            awaitTrue(() -> bed.upstreams.idle() == 1);
            bed.pass(Duration.ofMillis(8900));
            assertThat(bed.upstreams.idle()).isEqualTo(1);
            bed.pass(Duration.ofMillis(200));
            awaitTrue(() -> bed.upstreams.open() == 0);
        }
    }

    /** F17. */
    @Test
    void doesNotReuseAnOldConnection() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            AtomicReference<RecordedResponse> slow = new AtomicReference<>();
            slow.set(bed.open(backend, stream -> {}));
            slow.get().awaitEnding("ready");
            bed.pass(Duration.ofSeconds(61));
            bed.run(() -> {
                slow.get().stream().writeHead(head("GET", 0));
                slow.get().stream().writeEnd();
            });
            assertThat(slow.get().awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> bed.upstreams.open() == 0);
        }
    }

    /** F17. */
    @Test
    void boundsTheRequestsOfAConnectionAndTheIdleOnes() throws Exception {
        PoolLimits limits = new PoolLimits(seconds(60), 2, 1);
        try (TestBed small = new TestBed(transport, limits);
                FakeBackend backend = FakeBackend.answering(HELLO)) {
            small.get(backend).awaitOver();
            awaitTrue(() -> small.upstreams.idle() == 1);
            small.get(backend).awaitOver();
            awaitTrue(() -> small.upstreams.open() == 0);
            RecordedResponse one = small.open(backend, stream -> {});
            RecordedResponse two = small.open(backend, stream -> {});
            one.awaitEnding("ready");
            two.awaitEnding("ready");
            for (RecordedResponse each : Set.of(one, two)) {
                small.run(() -> {
                    each.stream().writeHead(head("GET", 0));
                    each.stream().writeEnd();
                });
                each.awaitOver();
            }
            awaitTrue(() -> small.upstreams.open() == 1 && small.upstreams.idle() == 1);
        }
    }
}
