package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.UpstreamStream;
import frontdoor.fixture.PassingTime;
import frontdoor.fixture.RecordingClient;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request's body between a client and a backend that both may be slow, in virtual time. */
class RequestBodyTest {
    private static final long LIMIT = 1 << 20;
    private static final long PERIOD_SECONDS = 30;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final RecordingClient client = new RecordingClient(true, InstantSource.system(), ticker);
    private final SlowBackend backend = new SlowBackend();
    private final List<Failure> failures = new ArrayList<>();
    private final RequestBody body =
            RequestBody.of(client, LIMIT, TimeUnit.SECONDS.toNanos(PERIOD_SECONDS), failures::add);

    /** Takes what it gets and is writable when told so. */
    private static final class SlowBackend implements UpstreamStream {
        private final List<ByteBuf> taken = new ArrayList<>();
        private boolean writable = true;

        @Override
        public SocketAddress peer() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public void writeHead(RequestHead head) {}

        @Override
        public void writeBody(ByteBuf data) {
            taken.add(data);
        }

        @Override
        public void writeEnd() {}

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void setReading(boolean reading) {}

        @Override
        public void cancel() {}

        int octets() {
            return taken.stream().mapToInt(ByteBuf::readableBytes).sum();
        }
    }

    @AfterEach
    void release() {
        body.close();
        backend.taken.forEach(ByteBuf::release);
    }

    private void passSeconds(long seconds) {
        PassingTime.on(
                client.connection().loop(),
                nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS),
                TimeUnit.SECONDS.toNanos(seconds));
    }

    private static ByteBuf octets(int count) {
        return Unpooled.wrappedBuffer(new byte[count]);
    }

    @Test
    void holdsPiecesUntilThereIsABackendAndGivesThemBackThen() {
        body.accept(octets(10));
        body.accept(octets(20));
        assertThat(client.events).isEmpty();

        body.attach(backend);

        assertThat(backend.octets()).isEqualTo(30);
        assertThat(client.events).containsExactly("consumed 30");
    }

    /** What is held is bounded by its octets only if a piece of one octet costs little more than that. */
    @Test
    void holdsManySmallPiecesInFewBuffers() {
        List<ByteBuf> pieces = new ArrayList<>();
        ByteBuf sent = Unpooled.buffer();
        for (int i = 0; i < 40_000; i++) {
            ByteBuf piece = Unpooled.wrappedBuffer(new byte[] {(byte) i});
            sent.writeByte(i);
            pieces.add(piece);
            body.accept(piece);
        }
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);

        body.attach(backend);

        assertThat(backend.taken).hasSizeLessThan(10);
        assertThat(Unpooled.wrappedBuffer(backend.taken.toArray(ByteBuf[]::new)))
                .isEqualTo(sent);
        assertThat(client.events).containsExactly("consumed 40000");
    }

    @Test
    void keepsLargePiecesAsTheyAreAndInTheirPlace() {
        ByteBuf large = octets(10_000);
        body.accept(octets(1));
        body.accept(octets(2));
        body.accept(large);
        body.accept(octets(4));

        body.attach(backend);

        assertThat(backend.taken).extracting(ByteBuf::readableBytes).containsExactly(3, 10_000, 4);
        assertThat(backend.taken.get(1)).isSameAs(large);
    }

    /** K4: counted where it is passed on, whatever the head said of its length. */
    @Test
    void takesAsMuchAsItsLimitAndNothingMore() {
        body.attach(backend);
        body.accept(octets((int) LIMIT - 1));
        body.accept(octets(1));
        assertThat(failures).isEmpty();

        ByteBuf tooMuch = octets(1);
        body.accept(tooMuch);

        assertThat(failures).containsExactly(Failure.BODY_TOO_LARGE);
        assertThat(tooMuch.refCnt()).isZero();
        assertThat(backend.octets()).isEqualTo(LIMIT);
    }

    /** F18: a backend that takes no more stops the client. */
    @Test
    void givesNothingBackWhileTheBackendTakesNoMore() {
        body.attach(backend);
        backend.writable = false;
        body.accept(octets(100));
        assertThat(client.events).isEmpty();

        backend.writable = true;
        body.onUpstreamWritable();

        assertThat(client.events).containsExactly("consumed 100");
    }

    /** K7. */
    @Test
    void aClientThatSendsNothingForAPeriodIsTooSlow() {
        body.attach(backend);
        passSeconds(PERIOD_SECONDS - 1);
        assertThat(failures).isEmpty();

        passSeconds(2);

        assertThat(failures).containsExactly(Failure.BODY_TIMEOUT);
    }

    /** K7: an octet now and then is an attack, also if the first ones came before the backend was there. */
    @Test
    void aClientThatTricklesIsTooSlow() {
        body.accept(octets(1));
        body.attach(backend);
        for (int second = 0; second < PERIOD_SECONDS + 1; second++) {
            body.accept(octets(1));
            passSeconds(1);
        }

        assertThat(failures).containsExactly(Failure.BODY_TIMEOUT);
    }

    /** K7. */
    @Test
    void aClientAboveTheMinimumRateMayTakeAsLongAsItLikes() {
        body.attach(backend);
        for (int second = 0; second < 10 * PERIOD_SECONDS; second++) {
            body.accept(octets(300));
            passSeconds(1);
        }

        assertThat(failures).isEmpty();
    }

    /** K7: time in which we did not read is not the client's fault. */
    @Test
    void aStalledBackendIsNotTheClientsFault() {
        body.attach(backend);
        backend.writable = false;
        body.accept(octets(1));
        passSeconds(3 * PERIOD_SECONDS);
        assertThat(failures).isEmpty();

        backend.writable = true;
        body.onUpstreamWritable();
        passSeconds(2 * PERIOD_SECONDS + 1);
        assertThat(failures).containsExactly(Failure.BODY_TIMEOUT);
    }

    @Test
    void aCompleteBodyIsNeverTooSlow() {
        body.attach(backend);
        body.onEnd();
        passSeconds(3 * PERIOD_SECONDS);
        assertThat(failures).isEmpty();
    }

    @Test
    void releasesWhatItHoldsAndWhatStillComesWhenItIsClosed() {
        ByteBuf held = octets(1);
        ByteBuf late = octets(1);
        body.accept(held);
        body.close();
        body.accept(late);

        assertThat(held.refCnt()).isZero();
        assertThat(late.refCnt()).isZero();
    }

    /** The deadline of a body that has ended must not keep its exchange in memory until the period is over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isForgottenWhenItHasEnded(boolean complete) {
        WeakReference<RequestBody> ended = endedBody(complete);

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(ended.refersTo(null)).isTrue();
        });
    }

    private WeakReference<RequestBody> endedBody(boolean complete) {
        RequestBody ended = RequestBody.of(client, LIMIT, TimeUnit.DAYS.toNanos(7), failures::add);
        if (complete) {
            ended.onEnd();
        } else {
            ended.close();
        }
        return new WeakReference<>(ended);
    }

    @Test
    void holdsAgainAfterAStaleConnection() {
        body.attach(backend);
        body.detach();
        body.accept(octets(7));
        assertThat(backend.octets()).isZero();

        body.attach(backend);
        assertThat(backend.octets()).isEqualTo(7);
    }
}
