package frontdoor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** K10, Q13: what the file descriptors of the process are for. */
class DescriptorBudgetTest {
    /** What is open at the start, all clients, an eighth that is on its way out, all backends: half of the reserve is still free. */
    @ParameterizedTest
    @CsvSource({
        "128, 100",
        "200, 100",
        "256, 20",
        "512, 100",
        "512, 400",
        "1024, 100",
        "1024, 900",
        "20000, 150",
        "1048576, 400"
    })
    void neverComesToItsLastReserve(long descriptors, long inUse) {
        DescriptorBudget budget = DescriptorBudget.of(descriptors, inUse, OptionalInt.empty());
        assertThat(budget.clients()).isPositive();
        assertThat(budget.backends()).isPositive();
        assertThat(budget.lastReserve()).isPositive();
        assertThat(inUse + budget.clients() + budget.clients() / 8 + budget.backends())
                .isLessThan(descriptors - budget.lastReserve());
        assertThat(budget.isOverdrawn()).isFalse();
        assertThat(budget.clientsByDefault()).isEqualTo(budget.clients());
    }

    @Test
    void dividesTheRestTwoToOne() {
        assertThat(DescriptorBudget.of(1024, 100, OptionalInt.empty()))
                .isEqualTo(new DescriptorBudget(1024, 100, 487, 275));
    }

    @Test
    void hasOneOfEachWhereNothingIsLeft() {
        assertThat(DescriptorBudget.of(64, 100, OptionalInt.empty())).isEqualTo(new DescriptorBudget(64, 100, 1, 1));
    }

    @Test
    void givesBackendsWhatClientsDoNotWant() {
        assertThat(DescriptorBudget.of(1024, 100, OptionalInt.of(40)).backends())
                .isEqualTo(766);
        assertThat(DescriptorBudget.of(1_048_576, 400, OptionalInt.empty()).clients())
                .isEqualTo(20_000);
    }

    @Test
    void tellsWhenMoreIsWantedThanThereIs() {
        DescriptorBudget budget = DescriptorBudget.of(1024, 100, OptionalInt.of(20_000));
        assertThat(budget.clients()).isEqualTo(20_000);
        assertThat(budget.backends()).isEqualTo(274);
        assertThat(budget.isOverdrawn()).isTrue();
    }
}
