package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks that fail, and looks that are under way at the end. */
class PeriodicallyTest {
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final Periodically looks = new Periodically("frontdoor-test", "looking in a test");

    @AfterEach
    void close() {
        looks.close();
    }

    @Test
    void goesOnAfterALookThatThrows() {
        AtomicInteger count = new AtomicInteger();
        looks.start(
                () -> {
                    count.incrementAndGet();
                    throw new IllegalStateException("of the test");
                },
                Duration.ZERO,
                () -> AT_ONCE);
        await().until(() -> count.get() > 2);
    }

    @Test
    void letsALookComeToItsEndUninterrupted() throws InterruptedException {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean whole = new AtomicBoolean();
        looks.start(
                () -> {
                    under.countDown();
                    try {
                        closing.await();
                        // The end of close is what comes next: an interrupt would meet this thread here.
                        whole.set(!Thread.currentThread().isInterrupted());
                    } catch (InterruptedException _) {
                        whole.set(false);
                    }
                },
                Duration.ZERO,
                () -> AT_ONCE);
        under.await();
        Thread closer = Thread.ofPlatform().start(looks::close);
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closing.countDown();
        closer.join();
        assertThat(whole).isTrue();
    }

    @Test
    void looksNoMoreOnceClosed() {
        AtomicInteger count = new AtomicInteger();
        looks.start(count::incrementAndGet, Duration.ZERO, () -> AT_ONCE);
        await().until(() -> count.get() > 2);
        looks.close();
        int last = count.get();
        looks.execute(count::incrementAndGet);
        assertThat(count).hasValue(last);
    }
}
