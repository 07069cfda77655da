package frontdoor.config;

import java.util.List;

/** Where a site's requests go. */
public sealed interface SiteTarget {
    /** {@code backend = URL}: all of them to one server. */
    record Backend(BackendUrl url) implements SiteTarget {}

    /** {@code routes = [...]}: by path, the longest prefix wins; at least one, no path twice. */
    record Routes(List<RouteConfig> routes) implements SiteTarget {
        public Routes {
            routes = List.copyOf(routes);
        }
    }
}
