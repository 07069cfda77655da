package frontdoor.scheme;

import frontdoor.config.BackendUrl;
import frontdoor.config.RouteAction;
import frontdoor.config.RouteAnswer;
import frontdoor.config.RouteConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteSettings;
import frontdoor.config.SiteTarget;
import frontdoor.http.Octets;
import frontdoor.pages.PageBody;
import frontdoor.policy.RouteRedirect;
import frontdoor.route.PathRule;
import frontdoor.route.Route;
import frontdoor.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Builds the routes of a site, for what serves and for what only tells. */
public final class SiteRoutes {
    private SiteRoutes() {}

    /**
     * Where a path leads.
     *
     * @param backend makes a target of the site's only server
     * @param upstream makes a target of the upstream of this name, for a route
     */
    public static <T> RouteTable<SiteRoute<T>> of(
            SiteConfig site, Function<BackendUrl, T> backend, BiFunction<String, RouteConfig, T> upstream) {
        return switch (site.target()) {
            case SiteTarget.Backend(BackendUrl url) ->
                RouteTable.everything(new SiteRoute.Forward<>(backend.apply(url), site.configuredAt() + ".backend"));
            case SiteTarget.Routes(List<RouteConfig> routes) -> {
                List<Route<SiteRoute<T>>> table = new ArrayList<>();
                for (int i = 0; i < routes.size(); i++) {
                    String key = keyOf(site, i);
                    RouteConfig route = routes.get(i);
                    table.add(new Route<>(route.path(), route.conditions(), lead(route, key, upstream)));
                }
                yield new RouteTable<>(table);
            }
        };
    }

    /** The key of a site's route, by its number from 0. */
    public static String keyOf(SiteConfig site, int route) {
        return site.configuredAt() + ".routes." + route;
    }

    /**
     * What holds for the exchanges of one of its routes.
     *
     * @param key that of the route, or of the site's only server
     */
    public static SiteSettings settingsOf(SiteConfig site, String key) {
        return routeOf(site, key).flatMap(RouteConfig::settings).orElse(site.settings());
    }

    /** The route of this key; empty where it is that of the site's only server. */
    public static Optional<RouteConfig> routeOf(SiteConfig site, String key) {
        return site.target() instanceof SiteTarget.Routes(List<RouteConfig> routes)
                ? IntStream.range(0, routes.size())
                        .filter(i -> keyOf(site, i).equals(key))
                        .mapToObj(routes::get)
                        .findFirst()
                : Optional.empty();
    }

    private static <T> SiteRoute<T> lead(RouteConfig route, String key, BiFunction<String, RouteConfig, T> upstream) {
        return switch (route.action()) {
            case RouteAction.Forward(String name) -> {
                SiteRoute.Forward<T> forward = new SiteRoute.Forward<>(upstream.apply(name, route), key);
                yield route.change().isEmpty()
                        ? forward
                        : new SiteRoute.Changed<>(forward, route.change().get().change());
            }
            case RouteAction.Answer(RouteAnswer answer) ->
                new SiteRoute.Answer<>(
                        answer.status(), new PageBody(Octets.of(answer.contentType()), answer.octets()), key);
            case RouteAction.Redirect(String url) -> new SiteRoute.Elsewhere<>(redirect(route.path(), url), key);
        };
    }

    /** What an expression finds has no rest that could follow. */
    private static RouteRedirect redirect(PathRule path, String url) {
        return path instanceof PathRule.Regex ? RouteRedirect.page(url) : new RouteRedirect(path.written(), url);
    }
}
