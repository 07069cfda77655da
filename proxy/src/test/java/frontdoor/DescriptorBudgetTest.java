package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K10, Q13: what the file descriptors of the process are for. */
class DescriptorBudgetTest {
    @ParameterizedTest
    @ValueSource(longs = {64, 256, 512, 1024, 20_000, 1_048_576})
    void leavesAReserve(long descriptors) {
        DescriptorBudget budget = DescriptorBudget.of(descriptors, OptionalInt.empty());
        assertThat(budget.clients()).isPositive();
        assertThat(budget.backends()).isPositive();
        assertThat(budget.clients() + budget.backends())
                .isLessThanOrEqualTo((int) (descriptors - Math.min(128, descriptors / 2)));
        assertThat(budget.isOverdrawn()).isFalse();
    }

    @Test
    void dividesTheRestTwoToOne() {
        assertThat(DescriptorBudget.of(1024, OptionalInt.empty())).isEqualTo(new DescriptorBudget(1024, 597, 299));
    }

    @Test
    void givesBackendsWhatClientsDoNotWant() {
        assertThat(DescriptorBudget.of(1024, OptionalInt.of(40)).backends()).isEqualTo(856);
        assertThat(DescriptorBudget.of(1_048_576, OptionalInt.empty()).clients())
                .isEqualTo(20_000);
    }

    @Test
    void tellsWhenMoreIsWantedThanThereIs() {
        DescriptorBudget budget = DescriptorBudget.of(1024, OptionalInt.of(20_000));
        assertThat(budget.clients()).isEqualTo(20_000);
        assertThat(budget.backends()).isEqualTo(298);
        assertThat(budget.isOverdrawn()).isTrue();
    }
}
