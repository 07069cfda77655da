package frontdoor.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** K10: how clients share what is scarce. */
class PlacesTest {
    private static final ClientKey GREEDY = new ClientKey(1, 0);
    private static final ClientKey LATE = new ClientKey(2, 0);

    private static int takeAll(Places places, ClientKey client) {
        int taken = 0;
        while (places.tryTake(client)) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "4,3", "8,7", "40,35", "1024,896"})
    void leavesTheLastEighthToOthers(int limit, int most) {
        Places places = new Places(limit);
        assertThat(takeAll(places, GREEDY)).isEqualTo(most);
        assertThat(takeAll(places, LATE)).isEqualTo(limit - most);
        assertThat(places.taken()).isEqualTo(limit);
    }

    /** Behind a balancer everybody is one client. */
    @Test
    void asksNobodyWhileThereArePlentyLeft() {
        Places places = new Places(80);
        for (int i = 0; i < 70; i++) {
            assertThat(places.tryTake(GREEDY)).isTrue();
        }
        assertThat(places.tryTake(GREEDY)).isFalse();
        places.give(GREEDY);
        assertThat(places.tryTake(GREEDY)).isTrue();
    }

    @Test
    void dividesTheLastEighthByHowManyThereAre() {
        Places places = new Places(16);
        for (int i = 0; i < 14; i++) {
            places.take(GREEDY);
        }
        // Two clients and one more that may come: five each.
        assertThat(takeAll(places, LATE)).isEqualTo(2);
        places.give(GREEDY);
        assertThat(places.tryTake(GREEDY)).isFalse();
        assertThat(places.tryTake(LATE)).isTrue();
    }

    @Test
    void forgetsWhoHasGivenEverythingBack() {
        Places places = new Places(8);
        places.take(GREEDY);
        places.move(GREEDY, LATE);
        assertThat(places.heldBy(GREEDY)).isZero();
        assertThat(places.heldBy(LATE)).isEqualTo(1);
        places.give(LATE);
        assertThat(places.taken()).isZero();
        assertThat(places.heldBy(LATE)).isZero();
    }

    @Test
    void takesANewLimitAtOnce() {
        Places places = new Places(2);
        takeAll(places, GREEDY);
        places.setLimit(1);
        places.give(GREEDY);
        assertThat(places.tryTake(LATE)).isFalse();
        places.setLimit(2);
        assertThat(places.tryTake(LATE)).isTrue();
    }
}
