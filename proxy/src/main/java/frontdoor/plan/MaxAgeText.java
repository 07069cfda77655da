package frontdoor.plan;

import java.time.Duration;

/** Seconds of a max-age, for people. */
final class MaxAgeText {
    private MaxAgeText() {}

    /** {@code 365d}, {@code 90m} or {@code 45s}: a whole number of the largest unit that fits. */
    static String of(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        if (seconds >= 86_400 && seconds % 86_400 == 0) {
            return duration.toDays() + "d";
        }
        if (seconds >= 3_600 && seconds % 3_600 == 0) {
            return duration.toHours() + "h";
        }
        return seconds >= 60 && seconds % 60 == 0 ? duration.toMinutes() + "m" : seconds + "s";
    }
}
