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
            Budget.ofMemory("memory", 100, 20, memory::get),
            Budget.ofConnections("descriptors", 100, 20, descriptors::get)));

    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final HeapUse use = new HeapUse(heap::get, left::get, 80, this::collect, nanos::get);
    private long freed;
    private long pause;

    private void collect() {
        collections.incrementAndGet();
        nanos.addAndGet(pause);
        heap.addAndGet(-freed);
        left.addAndGet(-freed);
    }

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
        assertThat(budgets.isSpent()).isEqualTo(!admits);
        assertThat(budgets.admitsConnections())
                .as("still told when to come again")
                .isTrue();
    }

    /** Who comes while requests are turned away hears so at once, as long as there is memory for that. */
    @Test
    void letsConnectionsWaitOnlyWhenMostOfTheReserveHasGone() {
        memory.set(90);
        budgets.refresh();
        assertThat(budgets.admitsConnections()).isTrue();
        memory.set(91);
        budgets.refresh();
        assertThat(budgets.admitsConnections()).isFalse();
        memory.set(87);
        budgets.refresh();
        assertThat(budgets.admitsConnections()).isTrue();
        assertThat(budgets.admitsRequests()).isFalse();
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

    /** Garbage looks like use: the collector knows better, without being asked to collect. */
    @Test
    void takesForUsedWhatTheCollectorHasLeft() {
        heap.set(70);
        left.set(10);
        assertThat(use.getAsLong()).as("nothing to doubt").isEqualTo(70);
        heap.set(90);
        assertThat(use.getAsLong()).isEqualTo(10);
        assertThat(collections).hasValue(0);
    }

    /** A forced collection stops the event loops: only where too much was left, not again for a while, and longer after a long one. */
    @Test
    void forcesFewCollectionsAndOnlyToSeeMemoryFreed() {
        heap.set(95);
        left.set(90);
        assertThat(use.getAsLong()).isEqualTo(90);
        assertThat(use.getAsLong()).isEqualTo(90);
        assertThat(collections).as("not again at once").hasValue(1);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        pause = TimeUnit.SECONDS.toNanos(1);
        assertThat(use.getAsLong()).isEqualTo(90);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(99));
        assertThat(use.getAsLong()).isEqualTo(90);
        assertThat(collections).as("not until it was a hundredth of the time").hasValue(2);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        freed = 60;
        assertThat(use.getAsLong()).as("free again").isEqualTo(35);
        assertThat(collections).hasValue(3);
    }

    /** The figures of this very process. */
    @Test
    void knowsTheLimitsOfTheProcess() {
        assertThat(ProcessBudgets.read(DescriptorBudget.ofProcess(0, OptionalInt.empty())))
                .extracting(Budget::name)
                .contains("direct_memory", "heap");
        assertThat(ProcessBudgets.read(DescriptorBudget.ofProcess(0, OptionalInt.empty())))
                .allSatisfy(budget -> {
                    budget.refresh();
                    assertThat(budget.admitsRequests() && budget.admitsConnections())
                            .as(budget.name())
                            .isTrue();
                    assertThat(budget.used()).isBetween(0L, budget.limit());
                });
    }

    @Test
    void isTightWhenTooMuchIsHeldOrLittleIsLeft() {
        Room small = new Room(10, 10, () -> true);
        small.onHeld(11);
        assertThat(small.isTight()).isTrue();
        small.onHeld(-1);
        assertThat(small.isTight()).isFalse();
        memory.set(90);
        budgets.refresh();
        assertThat(Rooms.share(budgets, 2).of(0).isTight()).isTrue();
    }
}
