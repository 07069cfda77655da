package frontdoor.ledger;

import java.time.Instant;

/**
 * A policy that a host is about to send.
 *
 * @param host a name or a pattern, as it is configured
 * @param from when it begins; {@link Instant#MIN} for at once
 */
public record Sending(String host, Promise promise, Instant from) {}
