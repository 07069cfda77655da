package frontdoor.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PassingTime;
import frontdoor.loop.Loop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** H10, K11: how many requests of one connection are with backends at once. */
class StreamTurnsTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Loop loop = new Loop(0, channel.eventLoop(), ticker);
    private final StreamTurns turns = new StreamTurns(loop);
    private final List<String> heard = new ArrayList<>();

    private StreamTurns.Waiter waiter(String name) {
        return new StreamTurns.Waiter() {
            @Override
            public void onTurn() {
                heard.add(name);
            }

            @Override
            public void onTurnTimeout() {
                heard.add(name + " in vain");
            }
        };
    }

    private void takeAll() {
        for (int i = 0; i < StreamTurns.AT_ONCE; i++) {
            assertThat(turns.take(waiter("early"))).isTrue();
        }
    }

    private void give() {
        turns.give();
        assertThat(heard).isEmpty();
        channel.runPendingTasks();
    }

    private void pass(long nanos) {
        PassingTime.on(loop, tick -> ticker.advance(tick, TimeUnit.NANOSECONDS), nanos);
    }

    @Test
    void givesTurnsInTheOrderTheyWereAskedFor() {
        takeAll();
        assertThat(turns.take(waiter("a"))).isFalse();
        assertThat(turns.take(waiter("b"))).isFalse();
        give();
        assertThat(heard).containsExactly("a");
        heard.clear();
        give();
        assertThat(heard).containsExactly("b");
    }

    @Test
    void passesOverWhoHasLeft() {
        takeAll();
        StreamTurns.Waiter gone = waiter("gone");
        turns.take(gone);
        turns.take(waiter("next"));
        turns.leave(gone);
        give();
        assertThat(heard).containsExactly("next");
    }

    /** A connection that is lost ends all its streams in one turn of the loop; none of them is to begin meanwhile. */
    @Test
    void startsNobodyWhileOthersEnd() {
        takeAll();
        StreamTurns.Waiter waiting = waiter("waiting");
        turns.take(waiting);
        turns.give();
        turns.leave(waiting);
        channel.runPendingTasks();
        assertThat(heard).isEmpty();
        assertThat(turns.take(waiter("later"))).isTrue();
    }

    @Test
    void letsNobodyWaitLongerThanHalfAMinute() {
        takeAll();
        turns.take(waiter("a"));
        pass(StreamTurns.PATIENCE_NANOS / 2);
        turns.take(waiter("b"));
        pass(StreamTurns.PATIENCE_NANOS / 2 + TimeUnit.SECONDS.toNanos(1));
        assertThat(heard).containsExactly("a in vain");
        pass(StreamTurns.PATIENCE_NANOS / 2);
        assertThat(heard).containsExactly("a in vain", "b in vain");
    }
}
