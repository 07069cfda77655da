package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.share.ClientKey;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Q19: what takes long does not keep a loop from the rest. */
class LongWorkTest {
    private static final ClientKey SOMEBODY = new ClientKey(1, 0);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Loop loop = new Loop(0, channel.eventLoop(), ticker);
    private final List<String> done = new ArrayList<>();

    private void add(String name, Runnable also) {
        add(SOMEBODY, name, also);
    }

    private void add(ClientKey client, String name, Runnable also) {
        loop.runAtLength(channel, client, () -> {
            done.add(name);
            ticker.advance(2, TimeUnit.MILLISECONDS);
            also.run();
        });
    }

    @Test
    void doesAFewMillisecondsOfItInATurn() {
        // Due at once, as what a client sends meanwhile.
        add("1", () -> channel.eventLoop().schedule(() -> done.add("another"), 0, TimeUnit.NANOSECONDS));
        for (String name : List.of("2", "3", "4", "5", "6", "7")) {
            add(name, () -> {});
        }
        assertThat(done).isEmpty();
        channel.runPendingTasks();
        assertThat(done).startsWith("1", "2", "3", "another", "4", "5", "6");
        while (done.size() < 8) {
            channel.runPendingTasks();
        }
        assertThat(done).endsWith("7");
        add("8", () -> {});
        channel.runPendingTasks();
        assertThat(done).endsWith("7", "8");
    }

    /** A loop that is busy with other things does not keep them waiting either. */
    @Test
    void givesItAsMuchTimeAsTheRestHasTaken() {
        Runnable another = () -> {
            ticker.advance(20, TimeUnit.MILLISECONDS);
            channel.eventLoop().schedule(() -> done.add("another"), 0, TimeUnit.NANOSECONDS);
        };
        add("1", () -> channel.eventLoop().schedule(another, 0, TimeUnit.NANOSECONDS));
        add("2", () -> {});
        add("3", () -> {});
        for (int i = 0; i < 12; i++) {
            add("more", () -> {});
        }
        while (!done.contains("another")) {
            channel.runPendingTasks();
        }
        assertThat(done.indexOf("another")).isEqualTo(3 + 10);
    }

    /** C12: a thousand handshakes of one client keep another one waiting for a moment. */
    @Test
    void letsClientsTakeTurns() {
        for (int i = 0; i < 1_000; i++) {
            add("flood", () -> {});
        }
        add(new ClientKey(2, 0), "other", () -> {});
        while (!done.contains("other")) {
            channel.runPendingTasks();
        }
        assertThat(done).startsWith("flood", "other").hasSizeLessThan(100);
    }

    /** Its channel is told, and the rest is done. */
    @Test
    void goesOnAfterAPieceThatFails() {
        add("1", () -> {
            throw new IllegalStateException("thrown by a test");
        });
        add("2", () -> {});
        channel.runPendingTasks();
        assertThat(done).containsExactly("1", "2");
        assertThatThrownBy(channel::checkException).hasMessage("thrown by a test");
    }
}
