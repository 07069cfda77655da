package frontdoor.report;

import java.time.Duration;
import java.util.List;

/** Durations as people write them in a configuration: {@code 25s}, {@code 5m}, {@code 365d}. */
public final class DurationText {
    private record Unit(String name, long millis) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1).toMillis()),
            new Unit("h", Duration.ofHours(1).toMillis()),
            new Unit("m", Duration.ofMinutes(1).toMillis()),
            new Unit("s", Duration.ofSeconds(1).toMillis()));

    private DurationText() {}

    /** In the largest unit that it is a whole number of; below a millisecond it is {@code 0ms}. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        for (Unit unit : UNITS) {
            if (millis != 0 && millis % unit.millis() == 0) {
                return millis / unit.millis() + unit.name();
            }
        }
        return millis + "ms";
    }
}
