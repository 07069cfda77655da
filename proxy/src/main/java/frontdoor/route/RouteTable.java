package frontdoor.route;

import static java.util.Objects.requireNonNull;

import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a site in the order in which they are asked: exact paths, then expressions as they are written, then the longest prefix. Of
 * those with the same path the ones with conditions come first.
 *
 * <p>Where there is more than one rule the path is compared in a normalised copy, since a backend may read {@code /x/../admin} as
 * {@code /admin}; the request itself is forwarded byte for byte. Immutable.
 */
public final class RouteTable<T> {
    private static final PathRule EVERYTHING = PathRule.prefix("/");

    private final Map<String, List<Placed<T>>> exact;
    private final List<Placed<T>> expressions;
    private final List<Placed<T>> prefixes;
    private final boolean single;

    /** A route with what is found where it fits, made once. */
    private record Placed<T>(PathRule path, Conditions conditions, boolean conditional, RouteMatch.Found<T> match) {
        boolean fits(RequestHead request) {
            return !conditional || conditions.fit(request);
        }
    }

    /** One that is met with thousands of sites, and needs no order. */
    private RouteTable(T target) {
        this.exact = Map.of();
        this.expressions = List.of();
        this.prefixes = List.of(new Placed<>(EVERYTHING, Conditions.NONE, false, new RouteMatch.Found<>(target)));
        this.single = true;
    }

    /** A table of these routes, in the order in which they are written. */
    public RouteTable(List<Route<T>> routes) {
        Map<String, List<Placed<T>>> exact = new HashMap<>();
        List<Placed<T>> expressions = new ArrayList<>();
        List<Placed<T>> prefixes = new ArrayList<>();
        for (Route<T> route : routes) {
            Conditions conditions = route.conditions();
            Placed<T> placed = new Placed<>(
                    route.path(), conditions, !conditions.isEmpty(), new RouteMatch.Found<>(route.target()));
            switch (route.path()) {
                case PathRule.Exact(String _, String path) ->
                    exact.computeIfAbsent(path, _ -> new ArrayList<>()).add(placed);
                case PathRule.Regex _ -> expressions.add(placed);
                case PathRule.Prefix _ -> prefixes.add(placed);
            }
        }
        exact.replaceAll((_, same) -> sorted(same, Comparator.comparing(placed -> !placed.conditional())));
        this.exact = Map.copyOf(exact);
        Map<String, Integer> firsts = new HashMap<>();
        expressions.forEach(placed -> firsts.putIfAbsent(placed.path().identity(), firsts.size()));
        this.expressions = sorted(
                expressions,
                Comparator.<Placed<T>, Integer>comparing(placed ->
                                requireNonNull(firsts.get(placed.path().identity())))
                        .thenComparing(placed -> !placed.conditional()));
        this.prefixes = sorted(
                prefixes,
                Comparator.<Placed<T>>comparingInt(
                                placed -> -placed.path().identity().length())
                        .thenComparing(placed -> !placed.conditional()));
        this.single = routes.size() == 1 && isEverything(routes.getFirst());
    }

    /** A table that sends everything to one target. */
    public static <T> RouteTable<T> everything(T target) {
        return new RouteTable<>(target);
    }

    private static boolean isEverything(Route<?> route) {
        return route.path() instanceof PathRule.Prefix(String _, String path)
                && path.equals("/")
                && route.conditions().isEmpty();
    }

    /** Those that are equal stay in the order in which they are written. */
    private static <T> List<Placed<T>> sorted(List<Placed<T>> routes, Comparator<Placed<T>> order) {
        return routes.stream().sorted(order).toList();
    }

    /** Where a request belongs, by its target ({@code /path?query} or {@code *}) and what else the routes ask for. */
    public RouteMatch<T> find(RequestHead request) {
        if (single) {
            return prefixes.getFirst().match();
        }
        String path =
                NormalPath.of(Octets.text(request.fields().bytes(), request.targetStart(), request.targetLength()));
        if (path == null) {
            return new RouteMatch.Ambiguous<>();
        }
        @Nullable
        RouteMatch<T> found = exact.isEmpty() ? null : first(exact.getOrDefault(path, List.of()), path, request);
        if (found == null && !expressions.isEmpty()) {
            found = first(expressions, path, request);
        }
        if (found == null) {
            found = first(prefixes, path, request);
        }
        return found == null ? new RouteMatch.None<>() : found;
    }

    private static <T> @Nullable RouteMatch<T> first(List<Placed<T>> routes, String path, RequestHead request) {
        for (int i = 0; i < routes.size(); i++) {
            Placed<T> placed = routes.get(i);
            if (placed.path().covers(path) && placed.fits(request)) {
                return placed.match();
            }
        }
        return null;
    }
}
