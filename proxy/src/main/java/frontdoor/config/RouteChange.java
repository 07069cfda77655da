package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.route.PathChange;
import frontdoor.route.PathRule;
import java.util.List;
import java.util.Optional;

/**
 * The change of the path of a request that a route forwards.
 *
 * @param change how the target is made
 * @param takenOff the path that {@code strip-prefix} takes off, without a slash at its end, which backends want to know; empty for others
 */
public record RouteChange(PathChange change, String takenOff) {
    private static final String STRIP = "strip-prefix";
    private static final String REPLACE = "replace-prefix";
    private static final String REWRITE = "rewrite";

    /**
     * What is written in {@code route}, if anything is.
     *
     * @param forwards whether the route leads to a backend
     */
    static Optional<RouteChange> read(Node route, PathRule path, boolean forwards) {
        Node strip = route.child(STRIP);
        Node replace = route.child(REPLACE);
        Node rewrite = route.child(REWRITE);
        List<Node> written = List.of(strip, replace, rewrite).stream()
                .filter(Node::isWritten)
                .toList();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Node one = written.getFirst();
        if (written.size() > 1) {
            written.getLast().problem("a route has one of " + STRIP + ", " + REPLACE + " and " + REWRITE);
        }
        if (!forwards) {
            one.problem("changes what is forwarded, and this route does not forward; remove it");
        }
        if (one == rewrite) {
            return rewritten(rewrite, path);
        }
        if (path instanceof PathRule.Regex) {
            one.problem(
                    "takes the place of path, and path-regex has none; write rewrite = \"/...\" with its groups $1 to $9");
            return Optional.empty();
        }
        return one == strip ? stripped(strip, path) : replaced(replace, path);
    }

    private static Optional<RouteChange> stripped(Node node, PathRule path) {
        String written = path.identity();
        String plain = written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
        return Scalars.bool(node)
                ? Optional.of(new RouteChange(PathChange.replacing(path, "/"), plain))
                : Optional.empty();
    }

    private static Optional<RouteChange> replaced(Node node, PathRule path) {
        return RoutePath.good(node, RoutePath::wrong)
                .map(replacement -> new RouteChange(PathChange.replacing(path, replacement), ""));
    }

    private static Optional<RouteChange> rewritten(Node node, PathRule path) {
        return RoutePath.good(node, template -> wrongTemplate(template, path))
                .map(template -> new RouteChange(PathChange.rewriting(path, template), ""));
    }

    private static Optional<String> wrongTemplate(String template, PathRule path) {
        if (!template.startsWith("/")) {
            return Optional.of("does not start with /; write " + Quoted.of("/" + template));
        }
        if (!template.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#')) {
            return Optional.of("is no path with a query; it has to be printable ASCII without a space or #");
        }
        return Optional.ofNullable(PathChange.wrongTemplate(path, template));
    }
}
