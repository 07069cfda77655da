package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PassingTime;
import frontdoor.http.Octets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The things that are kept once per event loop. */
class LoopTest {
    private int flushes;
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes++;
        }
    });
    private final Loop loop = new Loop(0, channel.eventLoop(), Ticker.systemTicker());

    @Test
    void flushesAChannelOncePerTurnHoweverOftenItIsAsked() {
        loop.flushLater(channel);
        loop.flushLater(channel);
        assertThat(flushes).isZero();

        channel.runPendingTasks();
        assertThat(flushes).isEqualTo(1);

        loop.flushLater(channel);
        channel.runPendingTasks();
        assertThat(flushes).isEqualTo(2);
    }

    /** A flush that makes room lets more be written, and that asks for the next flush. */
    @Test
    void flushesWhatIsAskedForInTheMiddleOfAFlush() {
        EmbeddedChannel asking = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                if (++flushes < 5) {
                    loop.flushLater(ctx.channel());
                    channel.runPendingTasks();
                }
            }
        });
        loop.flushLater(asking);
        channel.runPendingTasks();
        assertThat(flushes).isEqualTo(5);
    }

    /** A channel whose flush fails is closed, and keeps no other from being flushed. */
    @Test
    void flushesTheOthersWhenOneFails() {
        EmbeddedChannel failing = new EmbeddedChannel() {
            @Override
            public Channel flush() {
                throw new OutOfMemoryError("thrown by a test");
            }
        };
        loop.flushLater(failing);
        loop.flushLater(channel);
        channel.runPendingTasks();
        assertThat(flushes).isEqualTo(1);
        assertThat(failing.isOpen()).isFalse();
    }

    /** Q15. */
    @Test
    void tellsTheLongestThatItsClockHadToWait() {
        long[] nanos = {5_000_000_000L};
        Loop virtual = new Loop(0, channel.eventLoop(), tickerOf(nanos));
        nanos[0] += 100_000_000;
        virtual.tick();
        assertThat(virtual.lagNanos()).isZero();

        nanos[0] += 3_100_000_000L;
        assertThat(virtual.lagNanos()).isEqualTo(3_000_000_000L);
        virtual.tick();
        assertThat(virtual.ticks()).isEqualTo(2);
        for (int tick = 0; tick < 50; tick++) {
            nanos[0] += 100_000_000;
            virtual.tick();
        }
        assertThat(virtual.lagNanos()).isEqualTo(3_000_000_000L);

        for (int tick = 0; tick < 200; tick++) {
            nanos[0] += 100_000_000;
            virtual.tick();
        }
        assertThat(virtual.lagNanos()).isZero();
    }

    /** G7: the date is IMF-fixdate in GMT (RFC 9110 5.6.7). */
    @Test
    void tellsTheDateOfThisSecond() {
        byte[] date = loop.date();
        String text = Octets.text(date, 0, date.length);

        ZonedDateTime parsed = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(text).endsWith(" GMT").hasSize(29);
        assertThat(parsed.toEpochSecond())
                .isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(5L));
    }

    /** The wall clock is read once per tick; moments in between are told by the ticker. */
    @Test
    void tellsWallTimeFromTheLastTickOn() {
        long[] nanos = {5_000_000_000L};
        long[] millis = {1_000_000_000_000L};
        Loop virtual = new Loop(0, channel.eventLoop(), tickerOf(nanos), () -> Instant.ofEpochMilli(millis[0]));
        nanos[0] += 50_000_000;
        millis[0] += 3_600_000;

        assertThat(virtual.epochMillis(virtual.nanoTime())).isEqualTo(1_000_000_000_050L);
        assertThat(virtual.epochSecond()).isEqualTo(1_000_000_000L);

        virtual.tick();
        assertThat(virtual.epochMillis(virtual.nanoTime())).isEqualTo(1_000_003_600_000L);
        assertThat(virtual.epochMillis(virtual.nanoTime() - 2_000_000)).isEqualTo(1_000_003_599_998L);
        assertThat(virtual.epochSecond()).isEqualTo(1_000_003_600L);
    }

    @Test
    void firesARoughDeadlineAtMostATickEarlyAndATickLate() {
        long[] nanos = {5_000_000_000L};
        Loop virtual = new Loop(0, channel.eventLoop(), tickerOf(nanos));
        List<String> fired = new ArrayList<>();
        nanos[0] += 99_000_000;
        virtual.setRoughly(Deadline.of(() -> fired.add("rough")), 1_000_000_000);

        PassingTime.on(virtual, tick -> nanos[0] += tick, 900_000_000);
        assertThat(fired).isEmpty();
        PassingTime.on(virtual, tick -> nanos[0] += tick, 201_000_000);
        assertThat(fired).containsExactly("rough");
    }

    /** Q30: it fires when the loop has turned since it came due, and what a turn takes too long is not the time of those who are waited for. */
    @Test
    void firesNoDeadlineForTheTimeThatALoopStoodStill() {
        long[] nanos = {5_000_000_000L};
        Loop virtual = new Loop(0, channel.eventLoop(), tickerOf(nanos));
        List<String> fired = new ArrayList<>();
        virtual.set(Deadline.of(() -> fired.add("short")), 400_000_000);
        virtual.set(Deadline.of(() -> fired.add("long")), 2_000_000_000);

        nanos[0] += 10_000_000_000L;
        virtual.tick();
        assertThat(fired).isEmpty();
        nanos[0] += 100_000_000;
        virtual.tick();
        assertThat(fired).containsExactly("short");
        PassingTime.on(virtual, tick -> nanos[0] += tick, 1_300_000_000);
        assertThat(fired).containsExactly("short");
        PassingTime.on(virtual, tick -> nanos[0] += tick, 200_000_000);
        assertThat(fired).containsExactly("short", "long");
    }

    @Test
    void countsNoStandstillToWhatIsSetAfterIt() {
        long[] nanos = {5_000_000_000L};
        Loop virtual = new Loop(0, channel.eventLoop(), tickerOf(nanos));
        List<String> fired = new ArrayList<>();
        nanos[0] += 10_000_000_000L;
        virtual.set(Deadline.of(() -> fired.add("set")), 1_000_000_000);
        virtual.tick();
        PassingTime.on(virtual, tick -> nanos[0] += tick, 900_000_000);
        assertThat(fired).isEmpty();
        PassingTime.on(virtual, tick -> nanos[0] += tick, 200_000_000);
        assertThat(fired).containsExactly("set");
    }

    private static Ticker tickerOf(long[] nanos) {
        return new Ticker() {
            @Override
            public long initialNanoTime() {
                return 0;
            }

            @Override
            public long nanoTime() {
                return nanos[0];
            }

            @Override
            public void sleep(long delay, TimeUnit unit) {
                throw new UnsupportedOperationException("nothing waits here");
            }
        };
    }
}
