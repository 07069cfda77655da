package frontdoor.policy;

/**
 * The terms of a policy, as browsers take them (RFC 6797 6.1).
 *
 * @param maxAge seconds for which it binds, 0 or more; 0 ends it
 * @param includeSubdomains whether everything below the host is bound too
 * @param preload whether browsers may ship with it
 */
public record HstsTerms(long maxAge, boolean includeSubdomains, boolean preload) {
    /** Whether browsers keep it. */
    public boolean binds() {
        return maxAge > 0;
    }

    /** Whether it binds what is below the host too. */
    public boolean bindsSubdomains() {
        return binds() && includeSubdomains;
    }

    /** The value of the field: {@code max-age=300; includeSubDomains; preload}. */
    @Override
    public String toString() {
        return "max-age=" + maxAge + (includeSubdomains ? "; includeSubDomains" : "") + (preload ? "; preload" : "");
    }
}
