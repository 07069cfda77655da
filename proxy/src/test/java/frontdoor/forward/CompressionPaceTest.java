package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.compress.SlowLibrary;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.RecordingClient;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies that are compressed do not keep an event loop from everything else, however much of them there is to read. */
@ExtendWith(LeakPresence.class)
class CompressionPaceTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final RecordingClient client = new RecordingClient(true, InstantSource.system(), ticker);
    private int goneOn;

    private CompressionPace spent(int pieces) {
        CompressionPace pace = new CompressionPace(client.connection().loop());
        for (int i = 0; i < pieces; i++) {
            long begin = pace.now();
            ticker.advance(1, TimeUnit.MILLISECONDS);
            pace.onPiece(begin);
        }
        return pace;
    }

    @Test
    void aTurnHasFiveMilliseconds() {
        assertThat(spent(4).isSpent()).isFalse();
        CompressionPace pace = spent(5);
        assertThat(pace.isSpent()).isTrue();
        client.runPendingTasks();
        assertThat(pace.isSpent()).isFalse();
    }

    /** As many go on in a turn as it has time for, the first one first. */
    @Test
    void whoRestsGoesOnInItsTurn() {
        CompressionPace pace = spent(5);
        for (int i = 0; i < 12; i++) {
            int place = i;
            pace.rest(() -> {
                assertThat(goneOn).isEqualTo(place);
                goneOn++;
            });
        }
        assertThat(goneOn).isZero();
        for (int byThen : new int[] {5, 10, 12}) {
            client.runPendingTasks();
            assertThat(goneOn).isEqualTo(byThen);
        }
    }

    /** One that fails as it goes on does not keep those behind it from their turn. */
    @Test
    void nobodyRestsForEverBecauseAnotherOneFails() {
        CompressionPace pace = spent(5);
        pace.rest(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        pace.rest(() -> goneOn++);
        for (int turn = 0; turn < 3; turn++) {
            client.runPendingTasks();
        }
        assertThat(goneOn).isOne();
    }

    @Test
    void stopsReadingTheBackendUntilThereIsTimeAgain() {
        try (CompressedExchange exchange = new CompressedExchange(client)) {
            exchange.ask(new SlowLibrary(ticker, Duration.ofMillis(6)).compressors());
            exchange.answer();
            exchange.piece();
            assertThat(exchange.backend.heard).last().isEqualTo("stop reading");
            client.runPendingTasks();
            assertThat(exchange.backend.heard).last().isEqualTo("read");
            exchange.backend.events().onResponseEnd();
            client.runPendingTasks();
            assertThat(client.events).endsWith("body text", "end");
        }
    }

    @Test
    void readsOnWhileThereIsTime() {
        try (CompressedExchange exchange = new CompressedExchange(client)) {
            exchange.ask(new SlowLibrary(ticker, Duration.ofMillis(1)).compressors());
            exchange.answer();
            exchange.piece();
            assertThat(exchange.backend.heard).doesNotContain("stop reading");
            exchange.backend.events().onResponseEnd();
        }
    }

    /** Whoever rests is not read because its client takes more again. */
    @Test
    void aClientThatTakesMoreDoesNotEndTheRest() {
        try (CompressedExchange exchange = new CompressedExchange(client)) {
            exchange.ask(new SlowLibrary(ticker, Duration.ofMillis(6)).compressors());
            exchange.answer();
            exchange.piece();
            exchange.asked().onClientWritable();
            assertThat(exchange.backend.heard).last().isEqualTo("stop reading");
            client.runPendingTasks();
            assertThat(exchange.backend.heard).last().isEqualTo("read");
            exchange.backend.events().onResponseEnd();
        }
    }
}
