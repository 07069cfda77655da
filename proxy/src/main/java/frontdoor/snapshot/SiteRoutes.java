package frontdoor.snapshot;

import frontdoor.config.BackendUrl;
import frontdoor.config.RouteConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteTarget;
import frontdoor.route.Route;
import frontdoor.route.RouteTable;
import java.util.function.Function;

/** Builds the routes of a site, for what serves and for what only tells. */
public final class SiteRoutes {
    private SiteRoutes() {}

    /**
     * Which target a path belongs to.
     *
     * @param backend makes a target of the site's only server
     * @param route makes a target of the upstream that a route names
     */
    public static <T> RouteTable<T> of(
            SiteConfig site, Function<BackendUrl, T> backend, Function<RouteConfig, T> route) {
        return switch (site.target()) {
            case SiteTarget.Backend(BackendUrl url) -> RouteTable.everything(backend.apply(url));
            case SiteTarget.Routes(var routes) ->
                new RouteTable<>(routes.stream()
                        .map(configured -> new Route<>(configured.path(), route.apply(configured)))
                        .toList());
        };
    }
}
