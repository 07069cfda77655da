package frontdoor.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * The way up to a long max-age: stages that the date alone decides, so that every replica is at the same one and nothing is stored.
 *
 * <p>Stage 0 is the time before {@code started}. Then each stage lasts its own max-age, rounded up to whole days, since a browser that
 * comes back after that has met no broken promise; and after the last comes the policy itself.
 *
 * @param started the day whose first instant in UTC begins stage 1
 * @param stages max-ages in whole seconds, each longer than the one before
 */
public record Ramp(LocalDate started, List<Duration> stages) {
    public Ramp {
        stages = List.copyOf(stages);
    }

    /** The first day (UTC) of stage {@code number}: 1 for the first max-age, one more than there are max-ages for the policy itself. */
    LocalDate startOf(int number) {
        LocalDate day = started;
        for (Duration stage : stages.subList(0, number - 1)) {
            day = day.plusDays(daysOf(stage));
        }
        return day;
    }

    private static long daysOf(Duration stage) {
        return stage.plusDays(1).minusSeconds(1).toDays();
    }
}
