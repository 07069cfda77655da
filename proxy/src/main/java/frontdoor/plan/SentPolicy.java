package frontdoor.plan;

import frontdoor.http.HstsField;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a value of Strict-Transport-Security to a browser (RFC 6797 6.1): read back from the field that is
 * served, so that whatever chose it is judged too.
 *
 * @param maxAge seconds; 0 ends the policy
 */
record SentPolicy(long maxAge, boolean includeSubdomains, boolean preload) {
    /** The meaning of a field that Frontdoor wrote; null for no field. */
    static @Nullable SentPolicy of(HstsField field) {
        return field.value() == null ? null : parse(field.toString());
    }

    static SentPolicy parse(String value) {
        List<String> directives =
                Arrays.stream(value.split(";", -1)).map(String::strip).toList();
        long maxAge = directives.stream()
                .filter(directive -> directive.startsWith("max-age="))
                .mapToLong(directive -> Long.parseLong(directive.substring("max-age=".length())))
                .findFirst()
                .orElse(0);
        return new SentPolicy(maxAge, directives.contains("includeSubDomains"), directives.contains("preload"));
    }

    /** Whether browsers keep it. */
    boolean binds() {
        return maxAge > 0;
    }

    /** Whether it binds what is below the host too. */
    boolean bindsSubdomains() {
        return binds() && includeSubdomains;
    }

    /** {@code 365d}, {@code 90m} or {@code 45s}: a whole number of the largest unit that fits. */
    static String text(long seconds) {
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
