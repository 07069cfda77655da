package frontdoor.report;

/**
 * A problem that keeps a configuration from being built.
 *
 * @param key without the leading {@code frontdoor.}; empty when it is about a whole file
 * @param text plain words for the operator, with the fix where there is one
 */
public record Problem(Place at, String key, String text) {
    /** {@code config/frontdoor.conf:14: sites.shop.routes.0.upstream: no upstream named "shp" (known: blog, shop)}. */
    @Override
    public String toString() {
        return at + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
