package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.loop.Loop;
import frontdoor.loop.LoopWatchdog;
import frontdoor.loop.LoopWatchdog.Loss;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Q15: who has lost an event loop ends, by looks and ticks that are counted: no time passes here. */
class CertainEndTest {
    private static final int RUNNING = -1;

    private final Loop first = new Loop(0, new EmbeddedChannel().eventLoop(), Ticker.systemTicker());
    private final Loop second = new Loop(1, new EmbeddedChannel().eventLoop(), Ticker.systemTicker());
    private final LoopWatchdog watchdog = new LoopWatchdog(List.of(first, second));
    private final AtomicInteger halted = new AtomicInteger(RUNNING);
    private final CertainEnd end = new CertainEnd(watchdog, () -> {}, halted::set);

    @Test
    void endsWith4WhenALoopStandsStill() {
        turn();
        end.look();
        for (int look = 1; look < LoopWatchdog.PATIENCE; look++) {
            second.tick();
            end.look();
        }
        assertThat(watchdog.lost()).isNull();
        assertThat(watchdog.alive()).isEqualTo(2);

        second.tick();
        end.look();
        assertThat(watchdog.lost()).isEqualTo(new LoopWatchdog.Lost(first, Loss.STUCK));
        assertThat(watchdog.alive()).isOne();
        assertThat(halted).hasValue(RUNNING);

        for (int look = 0; look < CertainEnd.GRACE; look++) {
            assertThat(halted).hasValue(RUNNING);
            end.look();
        }
        assertThat(halted).hasValue(4);
    }

    @Test
    void goesOnWhileEveryLoopTicksNowAndThen() {
        for (int round = 0; round < 5; round++) {
            turn();
            for (int look = 0; look < LoopWatchdog.PATIENCE; look++) {
                end.look();
            }
        }
        assertThat(watchdog.lost()).isNull();
    }

    /** A stopped process, a suspended machine: whoever looks was stopped too, and misses one look however long it took. */
    @Test
    void goesOnAfterAPauseOfEverything() {
        turn();
        end.look();
        end.look();
        turn();
        end.look();
        assertThat(watchdog.lost()).isNull();
        assertThat(watchdog.alive()).isEqualTo(2);
    }

    @Test
    void endsWith4WhenALoopHasEnded() {
        try (var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
            Loop loop = new Loop(0, group.next(), Ticker.systemTicker());
            LoopWatchdog watchdog = new LoopWatchdog(List.of(loop));
            CertainEnd end = new CertainEnd(watchdog, () -> {}, halted::set);
            end.look();
            assertThat(watchdog.lost()).isNull();

            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            end.look();
            assertThat(watchdog.lost()).isEqualTo(new LoopWatchdog.Lost(loop, Loss.DEAD));
        }
    }

    @Test
    void losesNothingThatIsEndedOnPurpose() {
        turn();
        watchdog.close();
        for (int look = 0; look < 3 * LoopWatchdog.PATIENCE; look++) {
            end.look();
        }
        assertThat(watchdog.lost()).isNull();
    }

    private void turn() {
        first.tick();
        second.tick();
    }
}
