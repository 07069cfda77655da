package frontdoor.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bounded table that everything found is kept in. */
class HeavyHittersTest {
    private final HeavyHitters<String> table = new HeavyHitters<>(20);

    @Test
    void countsKeysAndShowsTheMostFrequentFirst() {
        table.add("rare", 1, 100);
        table.add("often", 2, 100);
        table.add("often", 3, 90);

        assertThat(table.rows())
                .containsExactly(new HeavyHitters.Row<>("often", 5, 100), new HeavyHitters.Row<>("rare", 1, 100));
        assertThat(table.total()).isEqualTo(6);
        assertThat(table.others()).isZero();
    }

    @Test
    void staysWithinItsBoundAndCountsTheRest() {
        IntStream.range(0, 100_000).forEach(i -> table.add("key " + i, 1, i));

        assertThat(table.rows()).hasSize(20);
        assertThat(table.total()).isEqualTo(100_000);
        assertThat(table.others() + 20).isEqualTo(100_000);
    }

    @Test
    void keepsAFrequentKeyThroughAFloodOfRareOnes() {
        for (int i = 0; i < 10_000; i++) {
            table.add("rare " + i, 1, i);
            if (i % 10 == 0) {
                table.add("often", 1, i);
            }
        }

        assertThat(table.rows().getFirst().key()).isEqualTo("often");
        assertThat(table.rows().getFirst().count()).isGreaterThan(900).isLessThanOrEqualTo(1000);
    }

    @Test
    void letsNewFrequentKeysIntoATableFullOfOldOnes() {
        IntStream.range(0, 20).forEach(i -> table.add("old " + i, 50, 1));
        IntStream.range(0, 1_000).forEach(i -> table.add(i % 2 == 0 ? "new" : "rare " + i, 1, 2));

        assertThat(table.rows()).extracting(HeavyHitters.Row::key).contains("new");
    }
}
