package frontdoor.config;

/**
 * How much a site's clients may send.
 *
 * @param body bytes of a request body; {@link Long#MAX_VALUE} when the limit is off
 */
public record SiteLimits(long body) {}
