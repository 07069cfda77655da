package frontdoor.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.config.AcmeKey;
import frontdoor.renewal.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Several authorities, of which one does not answer. */
class AskingTest {
    private final Queue<Slot> ended = new ConcurrentLinkedQueue<>();

    private static Slot slot(String site) {
        return new Slot(
                new Wanted(site, 0, List.of(), AcmeKey.EC_P256), Optional.empty(), History.begun(Instant.EPOCH));
    }

    @Test
    void keepsOneThatDoesNotAnswerFromNobodyElse() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Asking asking = new Asking(ended::add)) {
            int begun = 0;
            while (!asking.isBusy("silent")) {
                asking.order(slot("silent" + begun++), "silent", () -> {
                    try {
                        answer.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThat(asking.isBusy("quick")).isFalse();
            Slot other = slot("other");
            asking.order(other, "quick", () -> {});
            await().atMost(Duration.ofMinutes(1)).until(() -> ended.contains(other));
            assertThat(asking.isBusy("silent")).isTrue();
            answer.countDown();
            int all = begun + 1;
            await().atMost(Duration.ofMinutes(1)).until(() -> ended.size() == all);
            assertThat(asking.isBusy("silent")).isFalse();
        }
    }
}
