package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop without work ticks once a second, and nobody can tell from its clock or its deadlines that it has rested. */
class RestTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> fired = new ArrayList<>();
    private long nanos = TimeUnit.SECONDS.toNanos(1_000);
    private int stirred;
    private final Ticker ticker = new Ticker() {
        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long initialNanoTime() {
            return 0;
        }

        @Override
        public void sleep(long delay, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }
    };
    private final Loop loop = new Loop(0, channel.eventLoop(), ticker, () -> Instant.EPOCH.plusNanos(nanos));

    @BeforeEach
    void start() {
        channel.freezeTime();
        loop.onStir(() -> stirred++);
        loop.start();
    }

    private void pass(long millis) {
        for (long left = millis; left > 0; left -= 10) {
            nanos += 10_000_000;
            channel.advanceTimeBy(10, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void ticksOnceASecondWhileThereIsNothingToDo() {
        pass(10_000);

        assertThat(loop.ticks()).isBetween(10L, 12L);
        assertThat(loop.isResting()).isTrue();
        assertThat(loop.lagNanos()).isZero();
        assertThat(stirred).isZero();
    }

    @Test
    void tellsTheTimeAtOnceAfterARest() {
        pass(10_050);

        assertThat(loop.epochSecond()).isEqualTo(1_010);
        assertThat(stirred).isEqualTo(1);
        assertThat(loop.isResting()).isFalse();
        assertThat(loop.roughNanoTime()).isEqualTo(nanos);
        assertThat(loop.lagNanos()).isZero();
    }

    @Test
    void firesWhatIsSetAfterARestWhenItIsDue() {
        pass(10_950);
        loop.setRoughly(Deadline.of(() -> fired.add("rough")), 300_000_000);
        loop.set(Deadline.of(() -> fired.add("short")), 400_000_000);
        loop.set(Deadline.of(() -> fired.add("long")), 30_000_000_000L);

        pass(290);
        assertThat(fired).isEmpty();
        pass(320);
        assertThat(fired).containsExactly("rough", "short");
        assertThat(stirred).isEqualTo(1);

        long before = loop.ticks();
        pass(29_300);
        assertThat(fired).containsExactly("rough", "short");
        assertThat(loop.ticks() - before).isLessThan(60);
        pass(400);
        assertThat(fired).containsExactly("rough", "short", "long");
    }

    /** Q15. */
    @Test
    void tellsOfAStandstillInARest() {
        pass(1_950);
        assertThat(loop.isResting()).isTrue();
        nanos += 5_000_000_000L;

        assertThat(loop.lagNanos()).isGreaterThan(3_000_000_000L);
    }
}
