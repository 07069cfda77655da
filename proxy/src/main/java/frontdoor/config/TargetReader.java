package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads where a site's requests go: {@code backend} or {@code routes}. */
final class TargetReader {
    private static final SiteTarget NOWHERE = new SiteTarget.Routes(List.of());

    /** Upstreams that a problem names: thousands of problems may each name them. */
    private static final int SHOWN = 20;

    private final Map<String, UpstreamConfig> upstreams;

    TargetReader(Map<String, UpstreamConfig> upstreams) {
        this.upstreams = upstreams;
    }

    /** What a site writes itself wins over site-defaults as a whole: its routes over their backend, too. */
    SiteTarget read(Node site) {
        site.child("backend");
        site.child("routes");
        Node deciding = site.decidedBy("backend", "routes");
        Node backend = deciding.child("backend");
        Node routes = deciding.child("routes");
        if (backend.isWritten() && routes.isWritten()) {
            routes.problem("a site has either backend or routes, not both");
        }
        if (!backend.isWritten() && !routes.isWritten()) {
            site.lacks("has no backend; write backend = \"http://HOST:PORT\", or routes");
        }
        Optional<SiteTarget> one =
                backend.isWritten() ? HostAndPort.server(backend).map(SiteTarget.Backend::new) : Optional.empty();
        Optional<SiteTarget> many = routes.isWritten() ? Optional.of(routes(routes)) : Optional.empty();
        return one.or(() -> many).orElse(NOWHERE);
    }

    private SiteTarget routes(Node list) {
        List<RouteConfig> routes = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        List<Node> elements = list.elements();
        if (list.isEmptyList()) {
            list.problem("is empty; a site needs at least one route, or a backend");
        }
        for (Node element : elements) {
            if (element.requireObject()) {
                routes.add(new RouteConfig(path(element.child("path"), paths), action(element)));
                element.refuseUnknownKeys();
            }
        }
        return new SiteTarget.Routes(routes);
    }

    private RouteAction action(Node route) {
        Node redirect = route.child("redirect");
        Node upstream = route.child("upstream");
        if (redirect.isWritten() && upstream.isWritten()) {
            redirect.problem("a route has either upstream or redirect, not both");
        }
        if (!redirect.isWritten() && !upstream.isWritten()) {
            route.lacks("leads nowhere; write upstream = NAME, or redirect = \"https://...\"");
            return new RouteAction.Forward("");
        }
        return redirect.isWritten()
                ? new RouteAction.Redirect(RedirectUrl.read(redirect))
                : new RouteAction.Forward(upstream(upstream));
    }

    private static String path(Node node, Set<String> paths) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return "/";
        }
        String path = text.get();
        if (!path.startsWith("/")) {
            node.problem(node.shown() + " does not start with /; write " + Quoted.of("/" + path));
        } else if (path.indexOf('?') >= 0
                || path.indexOf('#') >= 0
                || !path.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            node.problem(node.shown() + " is not a path; it has to be printable ASCII without a space, ? or #");
        } else if (!paths.add(path)) {
            node.problem(node.shown() + " has a route already");
        }
        return path;
    }

    private String upstream(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isPresent() && !upstreams.containsKey(text.get())) {
            node.problem("no upstream named " + node.shown() + " (" + known() + ")");
        }
        return text.orElse("");
    }

    private String known() {
        int more = upstreams.size() - SHOWN;
        return upstreams.isEmpty()
                ? "none is configured"
                : "known: " + upstreams.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (more > 0 ? " and " + more + " more" : "");
    }
}
