package frontdoor.route;

import frontdoor.http.Octets;
import java.util.Comparator;
import java.util.List;

/**
 * The routes of a site, the longest prefix first.
 *
 * <p>Where there is more than one rule the path is compared in a normalised copy, since a backend may read {@code /x/../admin} as
 * {@code /admin}; the request itself is forwarded byte for byte. Immutable.
 */
public final class RouteTable<T> {
    private final List<Route<T>> routes;
    private final List<RouteMatch.Found<T>> matches;
    private final boolean single;

    /** A table of these routes in any order. */
    public RouteTable(List<Route<T>> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt(
                                (Route<T> route) -> route.prefix().length())
                        .reversed())
                .toList();
        this.matches = this.routes.stream()
                .map(route -> new RouteMatch.Found<>(route.target()))
                .toList();
        this.single = routes.size() == 1 && routes.getFirst().prefix().equals("/");
    }

    /** A table that sends everything to one target. */
    public static <T> RouteTable<T> everything(T target) {
        return new RouteTable<>(List.of(new Route<>("/", target)));
    }

    /** The routes, the longest prefix first. */
    public List<Route<T>> routes() {
        return routes;
    }

    /** Where a target ({@code /path?query} or {@code *}) belongs. */
    public RouteMatch<T> find(byte[] bytes, int start, int length) {
        if (single) {
            return matches.getFirst();
        }
        String path = NormalPath.of(Octets.text(bytes, start, length));
        if (path == null) {
            return new RouteMatch.Ambiguous<>();
        }
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).covers(path)) {
                return matches.get(i);
            }
        }
        return new RouteMatch.None<>();
    }
}
