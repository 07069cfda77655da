package frontdoor.health;

import java.time.Instant;

/**
 * A change that operators hear of.
 *
 * @param why in words; empty where there is nothing to say
 * @param since when it happened
 */
public record Told(String why, Instant since) {}
