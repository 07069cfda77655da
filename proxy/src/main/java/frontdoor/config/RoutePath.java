package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.route.PathRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads which paths a route is for: {@code path}, {@code path-exact} or {@code path-regex}. */
final class RoutePath {
    private static final Map<String, Function<Node, Optional<PathRule>>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("path", node -> path(node, PathRule::prefix));
        KINDS.put("path-exact", node -> path(node, PathRule::exact));
        KINDS.put("path-regex", RoutePath::regex);
    }

    private RoutePath() {}

    /** The rule; empty where there is no good one. */
    static Optional<PathRule> read(Node route) {
        List<Node> written = KINDS.keySet().stream()
                .map(route::child)
                .filter(Node::isWritten)
                .toList();
        if (written.isEmpty()) {
            route.child("path").problem("is missing; write path, path-exact or path-regex");
            return Optional.empty();
        }
        if (written.size() > 1) {
            written.getLast().problem("a route has one of path, path-exact and path-regex");
        }
        Node one = written.getFirst();
        return Objects.requireNonNull(KINDS.get(one.name())).apply(one);
    }

    /** The value of a route that has a good rule. */
    static Node written(Node route) {
        return KINDS.keySet().stream()
                .map(route::child)
                .filter(Node::isWritten)
                .findFirst()
                .orElse(route);
    }

    private static Optional<PathRule> path(Node node, Function<String, PathRule> rule) {
        return good(node, RoutePath::wrong).map(rule);
    }

    /** The text of {@code node}, unless {@code judge} says why it is wrong, as the end of a sentence that begins with it. */
    static Optional<String> good(Node node, Function<String, Optional<String>> judge) {
        Optional<String> text = Scalars.text(node);
        Optional<String> wrong = text.flatMap(judge);
        wrong.ifPresent(why -> node.problem(node.shown() + " " + why));
        return text.filter(_ -> wrong.isEmpty());
    }

    /** What keeps a text from being a path that a request could have; empty if nothing does. */
    static Optional<String> wrong(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("does not start with /; write " + Quoted.of("/" + path));
        }
        return isPath(path)
                ? Optional.ofNullable(PathRule.wrongPath(path))
                : Optional.of("is not a path; it has to be printable ASCII without a space, ? or #");
    }

    private static boolean isPath(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '?' && c != '#');
    }

    private static Optional<PathRule> regex(Node node) {
        return good(
                        node,
                        text -> Optional.ofNullable(
                                text.isEmpty()
                                        ? "finds every path; write path = \"/\""
                                        : PathRule.wrongExpression(text)))
                .map(PathRule::regex);
    }
}
