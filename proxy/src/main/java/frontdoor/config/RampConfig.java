package frontdoor.config;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * The way up to a site's max-age (HSTS.md, chapter 4).
 *
 * @param started the day whose first instant in UTC begins the first stage
 * @param stages max-ages in whole seconds, at least one, each longer than the one before and all shorter than the site's max-age
 */
public record RampConfig(LocalDate started, List<Duration> stages) {
    public RampConfig {
        stages = List.copyOf(stages);
    }
}
