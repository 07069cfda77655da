package frontdoor.scheme;

import frontdoor.config.BackendUrl;
import frontdoor.config.RouteAction;
import frontdoor.config.RouteConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteTarget;
import frontdoor.policy.RouteRedirect;
import frontdoor.route.Route;
import frontdoor.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Builds the routes of a site, for what serves and for what only tells. */
public final class SiteRoutes {
    private SiteRoutes() {}

    /**
     * Where a path leads.
     *
     * @param backend makes a target of the site's only server
     * @param upstream makes a target of the upstream of this name
     */
    public static <T> RouteTable<SiteRoute<T>> of(
            SiteConfig site, Function<BackendUrl, T> backend, Function<String, T> upstream) {
        return switch (site.target()) {
            case SiteTarget.Backend(BackendUrl url) ->
                RouteTable.everything(new SiteRoute.Forward<>(backend.apply(url), site.configuredAt() + ".backend"));
            case SiteTarget.Routes(List<RouteConfig> routes) -> {
                List<Route<SiteRoute<T>>> table = new ArrayList<>();
                for (int i = 0; i < routes.size(); i++) {
                    String key = site.configuredAt() + ".routes." + i;
                    table.add(new Route<>(routes.get(i).path(), lead(routes.get(i), key, upstream)));
                }
                yield new RouteTable<>(table);
            }
        };
    }

    private static <T> SiteRoute<T> lead(RouteConfig route, String key, Function<String, T> upstream) {
        return switch (route.action()) {
            case RouteAction.Forward(String name) -> new SiteRoute.Forward<>(upstream.apply(name), key);
            case RouteAction.Redirect(String url) ->
                new SiteRoute.Elsewhere<>(new RouteRedirect(route.path(), url), key);
        };
    }
}
