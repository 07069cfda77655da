package frontdoor.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words of strangers, as they are shown. */
class PrintableTest {
    @Test
    void replacesWhatATerminalWouldObey() {
        assertThat(Printable.of("a\u001b[31m\r\nb\u00e4\u2028")).isEqualTo("a?[31m??b??");
        assertThat(Printable.quoted("\u0000")).isEqualTo("\"?\"");
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(Printable.of("x".repeat(1000), 5)).isEqualTo("xxxxx...");
        assertThat(Printable.of("x".repeat(1000))).isEqualTo("x".repeat(120) + "...");
        assertThat(Printable.of("x".repeat(120))).isEqualTo("x".repeat(120));
    }
}
