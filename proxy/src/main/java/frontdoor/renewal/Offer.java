package frontdoor.renewal;

/**
 * An authority that may be asked.
 *
 * @param authority its name
 * @param limits how often
 */
public record Offer(String authority, Limits limits) {}
