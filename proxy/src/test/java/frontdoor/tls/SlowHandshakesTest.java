package frontdoor.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.share.ClientKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** C12: signatures that take long are made in turns, client by client. */
final class SlowHandshakesTest {
    private static final int FLOOD = 1_000;
    private static final ClientKey GREEDY = new ClientKey(1, 0);
    private static final ClientKey OTHER = new ClientKey(2, 0);

    @Test
    void areDoneInTurnsOfTheirClients() {
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        try (SlowHandshakes slow = new SlowHandshakes(1)) {
            slow.of(GREEDY).execute(() -> awaitQuietly(begin));
            for (int i = 0; i < FLOOD; i++) {
                slow.of(GREEDY).execute(() -> done.add("flood"));
            }
            slow.of(OTHER).execute(() -> done.add("other"));
            begin.countDown();
            await().until(() -> done.size() == FLOOD + 1);
            assertThat(done.indexOf("other")).isLessThanOrEqualTo(1);
        }
    }

    /** A system that has no more threads for this process. */
    @Test
    void areDoneWithoutAThread() {
        List<String> done = new CopyOnWriteArrayList<>();
        try (SlowHandshakes without = new SlowHandshakes(1, _ -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            without.of(GREEDY).execute(() -> done.add("one"));
            without.of(OTHER).execute(() -> done.add("other"));
        }
        assertThat(done).containsExactly("one", "other");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
