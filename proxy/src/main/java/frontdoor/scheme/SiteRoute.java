package frontdoor.scheme;

import frontdoor.pages.PageBody;
import frontdoor.policy.RouteRedirect;
import frontdoor.route.PathChange;

/**
 * Where a route of a site leads.
 *
 * @param <T> what a backend is: a group that serves, or only what is told of it
 */
public sealed interface SiteRoute<T> {
    /** To a backend. */
    record Forward<T>(T target, String key) implements SiteRoute<T>, Outcome<T> {}

    /** To a backend, which is asked for another path. */
    record Changed<T>(Forward<T> forward, PathChange change) implements SiteRoute<T> {
        @Override
        public String key() {
            return forward.key();
        }
    }

    /** Elsewhere. */
    record Elsewhere<T>(RouteRedirect redirect, String key) implements SiteRoute<T> {}

    /** To an answer of its own. */
    record Answer<T>(int status, PageBody body, String key) implements SiteRoute<T>, Outcome<T> {}

    /** What decided it, such as {@code sites.shop.routes.0}. */
    String key();
}
