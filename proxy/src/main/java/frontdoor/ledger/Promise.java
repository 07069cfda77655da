package frontdoor.ledger;

/**
 * A promise as it binds a browser that has seen the policy (RFC 6797 6.1).
 *
 * @param maxAge seconds, above 0; more than a thousand years count as that
 * @param includeSubdomains whether everything below the host is bound too
 * @param preload whether browsers may ship with it
 */
public record Promise(long maxAge, boolean includeSubdomains, boolean preload) {
    private static final long MOST_SECONDS = 1_000L * 366 * 86_400;

    public Promise {
        if (maxAge <= 0) {
            throw new IllegalArgumentException("max-age=" + maxAge + " promises nothing");
        }
        maxAge = Math.min(maxAge, MOST_SECONDS);
    }

    /** Whether a browser that was promised this is bound by all that {@code other} says. */
    public boolean covers(Promise other) {
        return maxAge >= other.maxAge && hasFlagsOf(other);
    }

    boolean hasFlagsOf(Promise other) {
        return (includeSubdomains || !other.includeSubdomains) && (preload || !other.preload);
    }

    /** {@code max-age=300;includeSubDomains;preload}. */
    @Override
    public String toString() {
        return "max-age=" + maxAge + (includeSubdomains ? ";includeSubDomains" : "") + (preload ? ";preload" : "");
    }
}
