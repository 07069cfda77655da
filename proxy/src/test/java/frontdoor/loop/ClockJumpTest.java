package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PassingTime;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Q16: a wall clock that is set forth or back. */
class ClockJumpTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private Instant wall = Instant.parse("2026-11-28T12:00:00Z");
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Loop loop = new Loop(0, channel.eventLoop(), ticker, () -> wall);
    private boolean expired;

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            wall = wall.plusSeconds(1);
            PassingTime.on(loop, nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS), TimeUnit.SECONDS.toNanos(1));
            channel.runPendingTasks();
        }
    }

    /** What is waited for takes as long as it does, neither ended nor kept for a year. */
    @ParameterizedTest
    @ValueSource(longs = {3_600, -3_600, 31_536_000, -31_536_000})
    void movesNoDeadline(long seconds) {
        loop.set(
                new Deadline() {
                    @Override
                    protected void onExpired() {
                        expired = true;
                    }
                },
                TimeUnit.SECONDS.toNanos(10));
        pass(5);
        wall = wall.plusSeconds(seconds);
        pass(4);
        assertThat(expired).isFalse();
        pass(2);
        assertThat(expired).isTrue();
    }

    @Test
    void isFollowedByTheDateOfAnswers() {
        wall = wall.plus(Duration.ofDays(365));
        pass(1);
        assertThat(new String(loop.date(), StandardCharsets.US_ASCII)).contains("28 Nov 2027 12:00:01 GMT");
        wall = wall.minus(Duration.ofDays(365));
        pass(1);
        assertThat(loop.epochSecond()).isEqualTo(wall.getEpochSecond());
        assertThat(new String(loop.date(), StandardCharsets.US_ASCII)).contains("28 Nov 2026 12:00:02 GMT");
    }
}
