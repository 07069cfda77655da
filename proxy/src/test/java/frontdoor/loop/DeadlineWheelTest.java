package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deadlines fire once, never early, and at most one tick late, however they are moved. */
class DeadlineWheelTest {
    private static final long TICK = DeadlineWheel.TICK_NANOS;

    private final DeadlineWheel wheel = new DeadlineWheel(0);
    private final List<String> fired = new ArrayList<>();
    private long now;

    private final class Named extends Deadline {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void onExpired() {
            fired.add(name + "@" + now / TICK);
        }
    }

    private void advanceTo(long ticks) {
        while (now < ticks * TICK) {
            now += TICK;
            wheel.advance(now);
        }
    }

    @Test
    void firesOnceAtTheFirstTickAfterItsMoment() {
        wheel.set(new Named("a"), 3 * TICK + 1);

        advanceTo(3);
        assertThat(fired).isEmpty();
        advanceTo(10);
        assertThat(fired).containsExactly("a@4");
    }

    @Test
    void movedLaterFiresAtTheLaterMomentOnly() {
        Named deadline = new Named("a");
        wheel.set(deadline, 2 * TICK);
        advanceTo(1);
        wheel.set(deadline, 20 * TICK);

        advanceTo(50);

        assertThat(fired).containsExactly("a@21");
    }

    @Test
    void movedEarlierFiresAtTheEarlierMomentOnly() {
        Named deadline = new Named("a");
        wheel.set(deadline, 40 * TICK);
        wheel.set(deadline, 5 * TICK);

        advanceTo(60);

        assertThat(fired).containsExactly("a@6");
    }

    @Test
    void clearedNeverFiresAndMayBeSetAnew() {
        Named deadline = new Named("a");
        wheel.set(deadline, 5 * TICK);
        deadline.clear();
        assertThat(deadline.isSet()).isFalse();
        advanceTo(10);
        assertThat(fired).isEmpty();

        wheel.set(deadline, 12 * TICK);
        advanceTo(20);
        assertThat(fired).containsExactly("a@13");
    }

    @Test
    void aFarMomentSurvivesManyTurnsOfTheWheel() {
        wheel.set(new Named("far"), 5_000 * TICK);

        advanceTo(5_000);
        assertThat(fired).isEmpty();
        advanceTo(5_001);
        assertThat(fired).containsExactly("far@5001");
    }

    @Test
    void aFiringDeadlineMayMoveItsNeighboursAndItself() {
        Named last = new Named("last");
        Named cleared = new Named("cleared");
        Deadline first = new Deadline() {
            @Override
            protected void onExpired() {
                fired.add("first@" + now / TICK);
                cleared.clear();
                wheel.set(last, 9 * TICK);
                wheel.set(this, Long.MAX_VALUE / 2);
            }
        };
        wheel.set(first, 2 * TICK);
        wheel.set(cleared, 2 * TICK);
        wheel.set(last, 2 * TICK);

        advanceTo(20);

        assertThat(fired).containsExactly("first@3", "last@10");
    }

    @Test
    void anyMixOfMovesKeepsEveryMoment() {
        Random random = new Random(7);
        List<Named> deadlines = new ArrayList<>();
        long[] due = new long[200];
        for (int i = 0; i < due.length; i++) {
            deadlines.add(new Named(Integer.toString(i)));
        }
        for (int move = 0; move < 5_000; move++) {
            int i = random.nextInt(due.length);
            due[i] = now + TICK * 3000 + random.nextInt(1500) * TICK / 3;
            wheel.set(deadlines.get(i), due[i]);
            if (move % 10 == 0) {
                advanceTo(now / TICK + 1);
            }
        }
        assertThat(fired).isEmpty();

        advanceTo(now / TICK + 5_000);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < due.length; i++) {
            if (due[i] > 0) {
                expected.add(i + "@" + (due[i] / TICK + 1));
            }
        }
        assertThat(fired).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aLongPauseFiresEverythingThatIsDue() {
        wheel.set(new Named("a"), TimeUnit.SECONDS.toNanos(1));
        wheel.set(new Named("b"), TimeUnit.HOURS.toNanos(2));

        now = TimeUnit.HOURS.toNanos(3);
        wheel.advance(now);

        assertThat(fired).hasSize(2);
    }

    @Test
    void oneThatFailsKeepsNoOtherFromFiring() {
        wheel.set(
                Deadline.of(() -> {
                    throw new IllegalStateException("expected by the test");
                }),
                TICK);
        wheel.set(new Named("same tick"), TICK);
        wheel.set(new Named("later"), 3 * TICK);

        advanceTo(5);

        assertThat(fired).containsExactly("same tick@2", "later@4");
    }

    @Test
    void letsGoOfWhatWasWithdrawn() {
        Named before = new Named("before");
        wheel.set(before, TimeUnit.HOURS.toNanos(1));
        Named withdrawn = new Named("withdrawn");
        wheel.set(withdrawn, TimeUnit.HOURS.toNanos(1));

        withdrawn.withdraw();

        assertThat(before.next).isNotSameAs(withdrawn);
        assertThat(withdrawn.next).isSameAs(withdrawn);
        wheel.set(withdrawn, 2 * TICK);
        advanceTo(5);
        assertThat(fired).containsExactly("withdrawn@3");
    }
}
