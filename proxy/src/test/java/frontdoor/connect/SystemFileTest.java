package frontdoor.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SystemFileTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger readings = new AtomicInteger();
    private final CountDownLatch disk = new CountDownLatch(1);

    private int readSlowly() {
        int reading = readings.incrementAndGet();
        if (reading > 1) {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return reading;
    }

    /** A3: a disk that hangs keeps one reader, and nobody who asks. */
    @Test
    void saysWhatItSaidLastWhileADiskHangsWithOneReaderOnly() {
        SystemFile<Integer> file = new SystemFile<>(this::readSlowly, this::readSlowly, now::get);
        assertThat(file.get()).isOne();
        assertThat(readings).hasValue(1);

        for (int i = 0; i < 10; i++) {
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(file.get()).isOne();
        }
        await().until(() -> readings.get() == 2);

        disk.countDown();
        await().until(() -> file.get() == 2);
        assertThat(readings).hasValue(2);
    }

    /** Q13: for want of a descriptor, say. */
    @Test
    void saysWhatItSaidLastWhileItCannotBeRead() {
        SystemFile<Integer> file = new SystemFile<>(
                readings::incrementAndGet,
                () -> {
                    if (readings.incrementAndGet() < 4) {
                        throw new IOException("Too many open files");
                    }
                    return readings.get();
                },
                now::get);

        await().until(() -> {
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(file.get())
                    .satisfiesAnyOf(
                            said -> assertThat(said).isOne(),
                            said -> assertThat(said).isGreaterThanOrEqualTo(4));
            return readings.get() >= 4 && file.get() > 1;
        });
    }
}
