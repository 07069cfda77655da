package frontdoor.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Q7: what checks make of a server. */
class CheckTallyTest {
    private final CheckTally tally = new CheckTally();

    private boolean check(boolean good) {
        return tally.onResult(good, 2, 3);
    }

    @Test
    void takesItForUpBeforeTheFirst() {
        assertThat(tally.isUp()).isTrue();
        assertThat(check(true)).isFalse();
    }

    @Test
    void takesItDownAfterSoManyBadOnesInARow() {
        assertThat(check(false)).isFalse();
        assertThat(check(false)).isFalse();
        assertThat(check(true)).isFalse();
        assertThat(check(false)).isFalse();
        assertThat(check(false)).isFalse();
        assertThat(tally.isUp()).isTrue();
        assertThat(check(false)).isTrue();
        assertThat(tally.isUp()).isFalse();
        assertThat(check(false)).isFalse();
    }

    @Test
    void bringsItUpAfterSoManyGoodOnesInARow() {
        for (int i = 0; i < 3; i++) {
            check(false);
        }
        assertThat(check(true)).isFalse();
        assertThat(check(false)).isFalse();
        assertThat(check(true)).isFalse();
        assertThat(tally.isUp()).isFalse();
        assertThat(check(true)).isTrue();
        assertThat(tally.isUp()).isTrue();
    }

    @Test
    void takesItForUpWhereNobodyChecksAnyMore() {
        for (int i = 0; i < 3; i++) {
            check(false);
        }
        assertThat(tally.switchOff()).isTrue();
        assertThat(tally.switchOff()).isFalse();
        assertThat(tally.isUp()).isTrue();
    }
}
