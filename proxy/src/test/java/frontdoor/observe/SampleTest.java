package frontdoor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Failure;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 50, 99, 100})
    void takesItsShareEvenly(int percent) {
        Sample sample = new Sample(percent);
        for (int hundred = 0; hundred < 3; hundred++) {
            assertThat(IntStream.range(0, 100)
                            .filter(_ -> sample.takes(EndedExchange.ok()))
                            .count())
                    .isEqualTo(percent);
        }
    }

    @Test
    void takesAllThatDidNotGoWell() {
        Sample sample = new Sample(0);
        assertThat(sample.takes(EndedExchange.of(0, "shop", 404, null, 1))).isTrue();
        assertThat(sample.takes(EndedExchange.of(0, "shop", 200, Failure.CLIENT_ABORTED, 1)))
                .isTrue();
        assertThat(sample.takes(EndedExchange.of(0, "shop", 0, Failure.CLIENT_ABORTED, 1)))
                .isTrue();
        assertThat(sample.takes(EndedExchange.of(0, "shop", 301, null, 1))).isFalse();
    }
}
