package frontdoor.health;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.balance.Candidates;
import org.junit.jupiter.api.Test;

class SlowStartTest {
    private final SlowStart start = new SlowStart();

    @Test
    void isOverForOneThatNeverLeft() {
        assertThat(start.share(12, 1000)).isEqualTo(Candidates.WHOLE);
    }

    @Test
    void growsFromATenthToTheWhole() {
        start.begin(1001);
        assertThat(start.share(900, 1000)).isEqualTo(100);
        assertThat(start.share(1001, 1000)).isEqualTo(100);
        assertThat(start.share(1501, 1000)).isEqualTo(550);
        assertThat(start.share(2000, 1000)).isEqualTo(999);
        assertThat(start.share(2001, 1000)).isEqualTo(Candidates.WHOLE);
        assertThat(start.share(9000, 1000)).isEqualTo(Candidates.WHOLE);
    }
}
