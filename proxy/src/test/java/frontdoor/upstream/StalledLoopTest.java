package frontdoor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** K12, Q30: a loop that was busy for longer than a backend may take, while the backend was as fast as it could be. */
class StalledLoopTest extends OverEveryTransport {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final Duration CONNECT = TestBed.TIMEOUTS.upstreamConnect();
    private static final Duration RESPONSE = TestBed.TIMEOUTS.upstreamResponse();

    private void stall(Duration time) {
        bed.ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        bed.loop.tick();
    }

    @Test
    void connectsToWhatHasAcceptedMeanwhile() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            RecordedResponse response = bed.record(stream -> {
                stream.writeHead(TestBed.head("GET", 0));
                stream.writeEnd();
            });
            bed.run(() -> {
                bed.upstreams.open(bed.loop, bed.peer(backend.address()), TestBed.TIMEOUTS, false, response);
                // In the same turn, before the loop looks at its sockets again.
                bed.loop.eventLoop().execute(() -> stall(CONNECT.multipliedBy(3)));
            });
            assertThat(response.awaitOver()).isEqualTo("ready, 200, body hello, end");
            assertThat(backend.accepted()).isOne();
        }
    }

    @Test
    void takesTheAnswerThatHasComeMeanwhile() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (FakeBackend backend = new FakeBackend(connection -> {
            connection.readHead();
            stalled.await();
            connection.send(HELLO);
            answered.countDown();
            connection.readHead();
        })) {
            RecordedResponse response = bed.get(backend);
            TestBed.awaitTrue(() ->
                    backend.accepted() == 1 && backend.connection(0).heard().endsWith("\r\n\r\n"));
            bed.run(() -> {
                stalled.countDown();
                awaitOrFail(answered);
                stall(RESPONSE.multipliedBy(3));
            });
            assertThat(response.awaitOver()).isEqualTo("ready, 200, body hello, end");
        }
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
