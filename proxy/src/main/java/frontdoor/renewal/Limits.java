package frontdoor.renewal;

import java.time.Duration;

/**
 * The orders that an authority takes of one account, as it has published; a little is kept for what else may use the account.
 *
 * @param orders within {@link #SOON}
 * @param ofDomain certificates for one registered domain within {@link #WEEK}, renewals aside
 * @param ofNames certificates for the very same names within {@link #WEEK}
 */
public record Limits(int orders, int ofDomain, int ofNames) {
    /** What authorities count orders over. */
    static final Duration SOON = Duration.ofHours(3);

    static final Duration WEEK = Duration.ofDays(7);

    /** Let's Encrypt's are 300, 50 and 5 (letsencrypt.org/docs/rate-limits, 2026). */
    public static final Limits LETS_ENCRYPT = new Limits(270, 45, 5);

    /** Of an authority that has published none: what it says when it is asked too often is obeyed all the same. */
    public static final Limits UNKNOWN = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
