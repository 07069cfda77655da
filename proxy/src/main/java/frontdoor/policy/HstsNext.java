package frontdoor.policy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The next stage of a ramp.
 *
 * @param date the day (UTC) on which it begins; empty while the ramp is held, because it waits for a good certificate
 * @param policy what is sent then
 */
public record HstsNext(Optional<LocalDate> date, HstsPolicy policy) {}
