package frontdoor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A1, K15, Q13, Q14: what is new is turned away while only the reserve is left. */
class BudgetsTest {
    private final AtomicLong memory = new AtomicLong();
    private final AtomicLong descriptors = new AtomicLong();
    private final Budgets budgets = new Budgets(List.of(
            new Budget("memory", 100, 20, true, memory::get),
            new Budget("descriptors", 100, 20, false, descriptors::get)));

    @Test
    void admitsUntilTheReserveIsReached() {
        assertAfter(80, true);
        assertAfter(81, false);
    }

    @Test
    void goesOnOnlyWhenMoreThanTheReserveIsFree() {
        assertAfter(81, false);
        assertAfter(76, false);
        assertAfter(75, true);
        assertAfter(80, true);
    }

    private void assertAfter(long used, boolean admits) {
        memory.set(used);
        budgets.refresh();
        assertThat(budgets.admitsRequests()).isEqualTo(admits);
        assertThat(budgets.admitsConnections()).isEqualTo(admits);
    }

    /** Requests on connections that are open need no descriptor that is not there. */
    @Test
    void pausesAcceptingAloneWhenDescriptorsAreShort() {
        descriptors.set(90);
        budgets.refresh();
        assertThat(budgets.admitsConnections()).isFalse();
        assertThat(budgets.admitsRequests()).isTrue();
    }

    @Test
    void tellsOfChangesOnly() {
        AtomicInteger told = new AtomicInteger();
        budgets.add(told::incrementAndGet);
        budgets.refresh();
        assertThat(told).hasValue(0);
        memory.set(90);
        budgets.refresh();
        budgets.refresh();
        assertThat(told).hasValue(1);
        memory.set(0);
        budgets.refresh();
        assertThat(told).hasValue(2);
    }

    /** Garbage looks like use: the collector is asked, and asked again only after a while. */
    @Test
    void takesGarbageForUseOnlyAfterACollection() {
        AtomicLong heap = new AtomicLong();
        AtomicLong nanos = new AtomicLong();
        AtomicInteger collections = new AtomicInteger();
        AtomicLong live = new AtomicLong(50);
        Runnable collect = () -> {
            collections.incrementAndGet();
            heap.set(live.get());
        };
        HeapUse use = new HeapUse(heap::get, 80, collect, nanos::get);

        heap.set(90);
        assertThat(use.getAsLong()).isEqualTo(50);
        heap.set(90);
        assertThat(use.getAsLong()).as("not again at once").isEqualTo(50);
        assertThat(collections).hasValue(1);

        live.set(85);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(use.getAsLong()).isEqualTo(85);
        heap.set(40);
        assertThat(use.getAsLong()).as("collected by itself").isEqualTo(40);
    }

    /** The figures of this very process. */
    @Test
    void knowsTheLimitsOfTheProcess() {
        assertThat(ProcessBudgets.read(DescriptorBudget.ofProcess(0, OptionalInt.empty())))
                .extracting(Budget::name)
                .contains("direct_memory", "heap");
        assertThat(ProcessBudgets.read(DescriptorBudget.ofProcess(0, OptionalInt.empty())))
                .allSatisfy(budget -> {
                    assertThat(budget.used()).isBetween(0L, budget.limit());
                    assertThat(budget.isSpent()).as(budget.name()).isFalse();
                });
    }

    @Test
    void isTightWhenTooMuchIsHeldOrLittleIsLeft() {
        Room small = new Room(10, () -> true);
        small.onHeld(11);
        assertThat(small.isTight()).isTrue();
        small.onHeld(-1);
        assertThat(small.isTight()).isFalse();
        memory.set(90);
        budgets.refresh();
        assertThat(Rooms.share(budgets, 2).of(0).isTight()).isTrue();
    }
}
