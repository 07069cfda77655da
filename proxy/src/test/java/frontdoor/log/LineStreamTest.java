package frontdoor.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {
    private final List<String> lines = new ArrayList<>();
    private final PrintStream stream = new PrintStream(
            new LineStream(line -> lines.add(new String(line, StandardCharsets.UTF_8))), false, StandardCharsets.UTF_8);

    @Test
    void handsOnEveryLineOfAStackTrace() {
        new IllegalStateException("broken").printStackTrace(stream);

        assertThat(lines).hasSizeGreaterThan(2).allMatch(line -> line.endsWith("\n"));
        assertThat(lines.getFirst()).isEqualTo("java.lang.IllegalStateException: broken\n");
        assertThat(lines.get(1)).startsWith("\tat ");
    }

    @Test
    void handsOnWhatDoesNotEndWhenItIsFlushedOrLong() {
        stream.print("half ");
        assertThat(lines).isEmpty();
        stream.flush();
        assertThat(lines).containsExactly("half ");

        stream.print("x".repeat(100_000));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).hasSize(65536);
    }
}
