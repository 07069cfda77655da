package frontdoor.scheme;

import frontdoor.policy.RouteRedirect;

/**
 * Where a route of a site leads.
 *
 * @param <T> what a backend is: a group that serves, or only what is told of it
 */
public sealed interface SiteRoute<T> {
    /** To a backend. */
    record Forward<T>(T target, String key) implements SiteRoute<T>, Outcome<T> {}

    /** Elsewhere. */
    record Elsewhere<T>(RouteRedirect redirect, String key) implements SiteRoute<T> {}

    /** What decided it, such as {@code sites.shop.routes.0}. */
    String key();
}
