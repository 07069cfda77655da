package frontdoor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.LogRotation;
import frontdoor.fixture.RecordedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the access log that are full, or of yesterday. */
class RotatedOutputTest {
    private static final LogRotation BY_SIZE = new LogRotation(OptionalLong.of(10), false, 2);
    private static final LogRotation BY_DAY = new LogRotation(OptionalLong.empty(), true, 2);

    @TempDir
    private Path directory;

    private Path file;
    private Instant now = Instant.now();

    @BeforeEach
    void name() {
        file = directory.resolve("access.log");
    }

    private RotatedOutput output(LogRotation rotation) {
        InstantSource clock = () -> now;
        return new RotatedOutput(new LogOutput(Optional.of(file)), file, rotation, clock);
    }

    private static void write(RotatedOutput output, String line) throws IOException {
        output.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(one -> one.getFileName().toString()).sorted().toList();
        }
    }

    private String held(String name) throws IOException {
        return String.join(" ", Files.readAllLines(directory.resolve(name)));
    }

    @Test
    void putsAFullFileAsideAndKeepsAsManyAsItWasTold() throws IOException {
        RotatedOutput output = output(BY_SIZE);
        for (String line : List.of("1234", "5678", "abcd", "efgh", "ijkl", "mnop", "qrst")) {
            write(output, line);
        }
        assertThat(files()).containsExactly("access.log", "access.log.1", "access.log.2");
        assertThat(held("access.log")).isEqualTo("qrst");
        assertThat(held("access.log.1")).isEqualTo("ijkl mnop");
        assertThat(held("access.log.2")).isEqualTo("abcd efgh");
        output.close();
    }

    /** Nothing is gained by an empty file. */
    @Test
    void writesWhatIsLargerThanAFileMayBe() throws IOException {
        RotatedOutput output = output(BY_SIZE);
        write(output, "0123456789abcdef");
        write(output, "x");
        assertThat(held("access.log.1")).isEqualTo("0123456789abcdef");
        assertThat(held("access.log")).isEqualTo("x");
        output.close();
    }

    @Test
    void putsTheFileOfYesterdayAside() throws IOException {
        RotatedOutput output = output(BY_DAY);
        write(output, "today");
        write(output, "today");
        assertThat(files()).containsExactly("access.log");
        now = now.plus(Duration.ofDays(1));
        write(output, "tomorrow");
        assertThat(held("access.log.1")).isEqualTo("today today");
        assertThat(held("access.log")).isEqualTo("tomorrow");
        output.close();
    }

    /** A start finds what another process has written. */
    @Test
    void goesOnWithTheFileOfTheDay() throws IOException {
        Files.writeString(file, "earlier\n");
        RotatedOutput output = output(BY_DAY);
        write(output, "later");
        assertThat(held("access.log")).isEqualTo("earlier later");
        output.close();

        Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(3))));
        write(output, "today");
        assertThat(held("access.log.1")).isEqualTo("earlier later");
        assertThat(held("access.log")).isEqualTo("today");
        output.close();
    }

    /** The name is taken by a directory that is not empty. */
    @Test
    void writesOnWhereNothingCanBePutAsideAndTellsItOnce() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("access.log.1"));
        Files.createFile(taken.resolve("x"));
        LogRotation one = new LogRotation(OptionalLong.of(10), false, 1);
        try (RecordedLog log = RecordedLog.of("frontdoor.observe.RotatedOutput")) {
            RotatedOutput output = output(one);
            for (String line : List.of("1234", "5678", "abcd", "efgh")) {
                write(output, line);
            }
            assertThat(held("access.log")).isEqualTo("1234 5678 abcd efgh");
            assertThat(log.lines()).hasSize(1).first().asString().contains("the access log cannot be rotated");
            Files.delete(taken.resolve("x"));
            write(output, "ijkl");
            assertThat(held("access.log")).isEqualTo("ijkl");
            output.close();
        }
    }
}
