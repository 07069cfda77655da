package frontdoor.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Octets;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

/** What is kept once per event loop. */
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
}
