package frontdoor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"PT25S, 25s", "PT90S, 90s", "PT5M, 5m", "PT1H, 1h", "P365D, 365d", "PT1.5S, 1500ms", "PT0S, 0ms"})
    void writesWhatPeopleWrite(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
