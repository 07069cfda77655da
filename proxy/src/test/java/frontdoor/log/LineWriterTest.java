package frontdoor.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines on their way to an output that stops, and to one that fails. */
class LineWriterTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Reader reader = new Reader();
    private final Fate fate = new Fate();

    /** The taker of the lines: as many writes as it is allowed, then none. */
    private static final class Reader implements LineOutput {
        private final Semaphore writes = new Semaphore(0);
        private final StringBuilder read = new StringBuilder();
        private volatile boolean broken;

        @Override
        public void write(ByteBuffer octets) throws IOException {
            writes.acquireUninterruptibly();
            if (broken) {
                read.append(StandardCharsets.US_ASCII.decode(octets.limit(octets.position() + 1)));
                throw new IOException("No space left on device");
            }
            read.append(StandardCharsets.US_ASCII.decode(octets));
        }

        @Override
        public void close() {}

        void readsOn() {
            writes.release(1_000_000);
        }
    }

    /** The fate that was told. */
    private static final class Fate implements OutputFate {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void onFailing(@Nullable Throwable cause) {
            told.add("failing: " + (cause == null ? "not taken" : cause.getMessage()));
        }

        @Override
        public void onAgain(long lost) {
            told.add("again, lost " + lost);
        }
    }

    private LineWriter started(int lines, long octets) {
        LineWriter writer = new LineWriter("lines", reader, lines, octets, fate);
        writer.start();
        return writer;
    }

    private static byte[] line(int number) {
        return (number + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A3: nobody waits for one who does not read, what is too much is counted, and told once when it flows again. */
    @Test
    void losesAndCountsWhatNobodyReadsAndTellsItWhenLinesFlowAgain() {
        LineWriter writer = started(4, 1000);
        writer.offer(line(0));
        await().atMost(SOON).until(reader.writes::hasQueuedThreads);
        for (int i = 1; i <= 10; i++) {
            writer.offer(line(i));
        }

        assertThat(writer.dropped()).isEqualTo(6);
        assertThat(fate.told).containsExactly("failing: not taken");

        reader.readsOn();
        await().atMost(SOON).until(() -> fate.told.size() == 2);
        assertThat(fate.told).last().isEqualTo("again, lost 6");
        assertThat(reader.read).hasToString("0\n1\n2\n3\n4\n");
        writer.close();
    }

    @Test
    void boundsWhatWaitsInOctetsToo() {
        LineWriter stopped = new LineWriter("lines", reader, 100, 4, fate);
        for (int i = 0; i < 5; i++) {
            stopped.offer(line(i));
        }
        assertThat(stopped.dropped()).isEqualTo(3);
    }

    /** The last lines before an end come out, if anybody reads, and else the end does not wait for them. */
    @Test
    void flushesInBoundedTime() {
        LineWriter writer = started(100, 1000);
        writer.offer(line(1));
        assertThat(writer.flush(Duration.ofMillis(50))).as("nobody reads").isFalse();

        reader.readsOn();
        writer.offer(line(2));
        assertThat(writer.flush(SOON)).isTrue();
        assertThat(reader.read).hasToString("1\n2\n");
        writer.close();
    }

    /** A command that has much to tell waits for a slow reader, and for one that has stopped once. */
    @Test
    void waitsForRoomWhenAskedToButNotForEver() {
        LineWriter writer = started(1, 1000);
        writer.offer(line(0));
        await().atMost(SOON).until(reader.writes::hasQueuedThreads);
        writer.offerPatiently(line(1), SOON);
        writer.offerPatiently(line(2), Duration.ofMillis(30));
        long before = System.nanoTime();
        writer.offerPatiently(line(3), SOON.multipliedBy(10));

        assertThat(writer.dropped()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        reader.readsOn();
        await().atMost(SOON).until(() -> fate.told.contains("again, lost 2"));
        for (int i = 4; i < 300; i++) {
            writer.offerPatiently(line(i), SOON);
        }
        assertThat(writer.flush(SOON)).isTrue();
        assertThat(writer.dropped()).isEqualTo(2);
        writer.close();
    }

    @Test
    void goesOnAfterAFailureOnALineOfItsOwn() {
        LineWriter writer = started(100, 1000);
        reader.broken = true;
        reader.readsOn();
        writer.offer(line(12));
        await().atMost(SOON).until(() -> writer.dropped() == 1);
        reader.broken = false;
        writer.offer(line(34));

        assertThat(writer.flush(SOON)).isTrue();
        assertThat(reader.read).hasToString("1\n34\n");
        assertThat(fate.told).containsExactly("failing: No space left on device", "again, lost 1");
        writer.close();
    }

    @Test
    void writesLinesThatAreLongerThanItsBuffer() {
        LineWriter writer = started(10, 1_000_000);
        reader.readsOn();
        String endless = "x".repeat(200_000) + "\n";
        writer.offer(endless.getBytes(StandardCharsets.US_ASCII));
        writer.offer(line(1));

        assertThat(writer.flush(SOON)).isTrue();
        assertThat(reader.read).hasToString(endless + "1\n");
        writer.close();
    }
}
