package frontdoor.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MillisTest {
    @Test
    void countsToTheLastDigit() {
        assertThat(Millis.of("1", ".5", Duration.ofSeconds(1))).isEqualTo(new Millis(1_500, 0));
        assertThat(Millis.of("0", ".000000001", Duration.ofMillis(1))).isEqualTo(new Millis(0, 1));
        assertThat(Millis.of("2", ".000000001", Duration.ofDays(7))).isEqualTo(new Millis(1_209_600_000, 604_800_000));
        assertThat(Millis.of("-0", ".5", Duration.ofSeconds(1))).isEqualTo(new Millis(-500, 0));
        assertThat(Millis.of("7", "", Duration.ofDays(1)).isAtMost(Duration.ofDays(7)))
                .isTrue();
    }

    @Test
    void isAsLongAsCanBeWhereItIsLongerThanAnything() {
        Millis longest = Millis.of("999999999999999999", ".9", Duration.ofDays(7));

        assertThat(longest.count()).isEqualTo(Long.MAX_VALUE);
        assertThat(longest.isAtMost(Duration.ofDays(36_500))).isFalse();
    }
}
