package frontdoor.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void wrapAtTheWidthOfTheTerminal() {
        assertThat(Lines.wrap("the certificate ends in 2 days", 15))
                .containsExactly("the certificate", "ends in 2 days");
        assertThat(Lines.wrap("source-without-certificate is one word", 10))
                .containsExactly("source-without-certificate", "is one", "word");
    }

    @Test
    void keepOneLineWhereNobodyLooks() {
        assertThat(Lines.wrap("word ".repeat(1000).strip(), Integer.MAX_VALUE)).hasSize(1);
        assertThat(Lines.wrap("word ".repeat(1000).strip(), Integer.MAX_VALUE - 4))
                .hasSize(1);
    }
}
