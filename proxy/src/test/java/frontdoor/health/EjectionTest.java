package frontdoor.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Q7: when a server is ejected, for how long, and by what it comes back. */
class EjectionTest {
    private static final Ejection.Rules RULES = new Ejection.Rules(3, 10);

    private final Ejection ejection = new Ejection();

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            if (ejection.onFailure(100, RULES)) {
                ejection.begin(100, RULES);
            }
        }
    }

    @Test
    void followsFailuresInARowOnly() {
        fail(2);
        assertThat(ejection.onSuccess(100)).isFalse();
        fail(2);
        assertThat(ejection.isOn()).isFalse();
        fail(1);
        assertThat(ejection.isOn()).isTrue();
    }

    @Test
    void isDueAgainAndAgainWhereItMayNotBegin() {
        fail(2);
        assertThat(ejection.onFailure(100, RULES)).isTrue();
        assertThat(ejection.isOn()).isFalse();
        assertThat(ejection.onFailure(100, RULES)).isTrue();
    }

    @Test
    void letsOneFindOutAfterItsTime() {
        fail(3);
        assertThat(ejection.claims(109, RULES)).isFalse();
        assertThat(ejection.claims(112, RULES)).isTrue();
        assertThat(ejection.claims(112, RULES)).isFalse();
        assertThat(ejection.isOn()).isTrue();
        assertThat(ejection.onSuccess(113)).isTrue();
        assertThat(ejection.isOn()).isFalse();
    }

    @Test
    void letsAnotherFindOutWhereNothingWasHeardOfTheFirst() {
        fail(3);
        assertThat(ejection.claims(112, RULES)).isTrue();
        assertThat(ejection.claims(124, RULES)).isTrue();
    }

    @Test
    void growsWhileItIsTriedInVain() {
        fail(3);
        long now = 112;
        for (int times = 2; times < 15; times++) {
            assertThat(ejection.claims(now, RULES)).isTrue();
            assertThat(ejection.onFailure(now, RULES)).isFalse();
            long next = now + 10L * Math.min(times, 6);
            assertThat(ejection.claims(next - 1, RULES)).isFalse();
            now = next + 2;
        }
    }

    @Test
    void isNotProlongedByWhatWasOnItsWayBefore() {
        fail(3);
        fail(50);
        assertThat(ejection.claims(112, RULES)).isTrue();
    }

    @Test
    void isLongerWhereItComesAgainSoon() {
        fail(3);
        assertThat(ejection.onSuccess(100)).isTrue();
        fail(3);
        assertThat(ejection.claims(112, RULES)).isFalse();
        assertThat(ejection.claims(122, RULES)).isTrue();
    }

    @Test
    void isAsShortAsTheFirstAfterAWhileOfGoodHealth() {
        fail(3);
        assertThat(ejection.onSuccess(-500)).isTrue();
        fail(3);
        assertThat(ejection.claims(112, RULES)).isTrue();
    }
}
