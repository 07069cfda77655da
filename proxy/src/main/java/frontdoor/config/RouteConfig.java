package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.route.Conditions;
import frontdoor.route.PathRule;
import java.util.Optional;
import java.util.Set;

/**
 * One route of a site.
 *
 * @param path which paths it is for
 * @param conditions what else it asks of a request
 * @param action what becomes of a request
 * @param change what becomes of the path of what is forwarded
 * @param settings those of its site with what it writes itself; empty where it writes none
 */
public record RouteConfig(
        PathRule path,
        Conditions conditions,
        RouteAction action,
        Optional<RouteChange> change,
        Optional<SiteSettings> settings) {
    private static final PathRule EVERYTHING = PathRule.prefix("/");

    /** The requests that a route asks for: no two routes of a site ask for the same. */
    record Claim(Class<?> kind, String path, Conditions conditions) {}

    /**
     * What is written in {@code route}, which may lead to one of {@code upstreams}.
     *
     * @param site its site, for the settings that it does not write itself
     * @param shared those of its site
     * @param taken what the routes before it ask for; its own claim is added
     */
    static RouteConfig read(Node route, Node site, SiteSettings shared, Set<Claim> taken, UpstreamsConfig upstreams) {
        Optional<PathRule> good = RoutePath.read(route);
        PathRule path = good.orElse(EVERYTHING);
        Conditions conditions = RouteConditions.read(route);
        if (good.isPresent() && !taken.add(new Claim(path.getClass(), path.identity(), conditions))) {
            Node written = RoutePath.written(route);
            written.problem(
                    written.shown() + " has a route already" + (conditions.isEmpty() ? "" : " with equal conditions"));
        }
        RouteAction action = RouteAction.read(route, upstreams);
        Optional<RouteChange> change = RouteChange.read(route, path, action instanceof RouteAction.Forward);
        Optional<SiteSettings> settings = SiteSettings.readRoute(route, site, shared);
        if (settings.isPresent() && action instanceof RouteAction.Redirect) {
            route.problem("leads elsewhere, and has no use for " + String.join(", ", SiteSettings.writtenIn(route))
                    + "; remove that");
        }
        route.refuseUnknownKeys();
        return new RouteConfig(path, conditions, action, change, settings);
    }
}
