package frontdoor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.config.AccessLogConfig;
import frontdoor.log.LineWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    @TempDir
    Path directory;

    @Test
    void appendsALinePerExchange() throws Exception {
        Path file = directory.resolve("access.log");
        Files.writeString(file, "before\n");
        try (AccessLog log = open(file)) {
            log.exchangeEnded(EndedExchange.ok());
            log.exchangeEnded(EndedExchange.of(1, "blog", 404, null, 1));
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3).startsWith("before");
        assertThat(lines.get(1)).startsWith("{\"time\":").contains("\"site\":\"shop\"");
        assertThat(lines.get(2)).contains("\"site\":\"blog\"");
    }

    /** Q17. */
    @Test
    void writesToANewFileAfterTheOldOneWasRenamedRemovedOrTruncated() throws Exception {
        Path file = directory.resolve("access.log");
        Path rotated = directory.resolve("access.log.1");
        try (AccessLog log = open(file)) {
            log.exchangeEnded(EndedExchange.ok());
            awaitLines(file, 1);

            Files.move(file, rotated);
            log.exchangeEnded(EndedExchange.ok());
            awaitLines(file, 1);
            assertThat(rotated).content().hasLineCount(1);

            Files.delete(file);
            log.exchangeEnded(EndedExchange.ok());
            awaitLines(file, 1);

            Files.writeString(file, "");
            log.exchangeEnded(EndedExchange.ok());
            awaitLines(file, 1);
            assertThat(Files.readString(file)).startsWith("{");
            assertThat(log.dropped()).isZero();
        }
    }

    /** Q17. */
    @Test
    void dropsAndCountsWhatCannotBeWrittenAndGoesOnAfterwards() throws Exception {
        Path logs = directory.resolve("logs");
        Path file = logs.resolve("access.log");
        try (AccessLog log = open(file)) {
            log.exchangeEnded(EndedExchange.ok());
            await().until(() -> log.dropped() == 1);

            Files.createDirectory(logs);
            log.exchangeEnded(EndedExchange.ok());
            awaitLines(file, 1);
            assertThat(log.dropped()).isOne();
        }
    }

    /** Q17: a writer that does not come to write, as behind a blocked pipe. */
    @Test
    void dropsAndCountsWhatTheQueueDoesNotHold() throws Exception {
        Path file = directory.resolve("access.log");
        try (LineWriter writer = AccessLog.writer(new LogOutput(Optional.of(file)), 2)) {
            for (int i = 0; i < 5; i++) {
                writer.offer((i + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(writer.dropped()).isEqualTo(3);
            writer.start();
        }
        assertThat(Files.readAllLines(file)).containsExactly("0", "1");
    }

    private static AccessLog open(Path file) {
        return AccessLog.open(AccessLogConfig.of(AccessLogConfig.Format.JSON, Optional.of(file)), 2);
    }

    private static void awaitLines(Path file, int count) throws IOException {
        await().until(() -> Files.exists(file) && Files.readAllLines(file).size() == count);
    }
}
