package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import java.util.Optional;
import java.util.Set;

/**
 * One route of a site.
 *
 * @param path a prefix of the path that starts with {@code /}
 */
public record RouteConfig(String path, RouteAction action) {
    /**
     * What is written in {@code route}, which may lead to one of {@code upstreams}.
     *
     * @param taken the paths of the routes before it, to which its own is added
     */
    static RouteConfig read(Node route, Set<String> taken, UpstreamsConfig upstreams) {
        RouteConfig read = new RouteConfig(path(route.child("path"), taken), RouteAction.read(route, upstreams));
        route.refuseUnknownKeys();
        return read;
    }

    private static String path(Node node, Set<String> taken) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return "/";
        }
        String path = text.get();
        if (!path.startsWith("/")) {
            node.problem(node.shown() + " does not start with /; write " + Quoted.of("/" + path));
        } else if (!isPath(path)) {
            node.problem(node.shown() + " is not a path; it has to be printable ASCII without a space, ? or #");
        } else if (!taken.add(path)) {
            node.problem(node.shown() + " has a route already");
        }
        return path;
    }

    private static boolean isPath(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '?' && c != '#');
    }
}
