package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a site's requests go. */
public sealed interface SiteTarget {
    /** {@code backend = URL}: all of them to one server. */
    record Backend(BackendUrl url) implements SiteTarget {}

    /** {@code routes = [...]}: by path and what else they ask for; at least one, and no two that ask for the same. */
    record Routes(List<RouteConfig> routes) implements SiteTarget {
        public Routes {
            routes = List.copyOf(routes);
        }

        private static Routes read(Node list, Node site, SiteSettings settings, UpstreamsConfig upstreams) {
            List<RouteConfig> routes = new ArrayList<>();
            Set<RouteConfig.Claim> taken = new HashSet<>();
            List<Node> elements = list.elements();
            if (list.isEmptyList()) {
                list.problem("is empty; a site needs at least one route, or a backend");
            }
            for (Node element : elements) {
                if (element.requireObject()) {
                    routes.add(RouteConfig.read(element, site, settings, taken, upstreams));
                }
            }
            refuseSharedCookies(elements, upstreams);
            return new Routes(routes);
        }

        /** Upstreams of one site would take each other's cookie away. */
        private static void refuseSharedCookies(List<Node> routes, UpstreamsConfig upstreams) {
            Map<String, String> ownerOf = new HashMap<>();
            for (Node route : routes) {
                Node upstream = route.child("upstream");
                UpstreamConfig to = upstream.isScalar() ? upstreams.named().get(upstream.text()) : null;
                Optional<String> sticky = to == null ? Optional.empty() : to.stickyCookie();
                if (to != null && sticky.isPresent()) {
                    String cookie = sticky.get();
                    String owner = ownerOf.putIfAbsent(cookie, to.name());
                    if (owner != null && !owner.equals(to.name())) {
                        upstream.problem(upstream.shown() + " has the same sticky cookie as " + Quoted.of(owner) + ", "
                                + Quoted.of(cookie) + "; give one of them another: sticky.cookie");
                    }
                }
            }
        }
    }

    /**
     * What a site writes itself wins over site-defaults as a whole: its routes over their backend, too.
     *
     * @param settings those of the site
     */
    static SiteTarget read(Node site, SiteSettings settings, UpstreamsConfig upstreams, Servers servers) {
        Node deciding = site.decidedBy("backend", "routes");
        Node backend = deciding.child("backend");
        Node routes = deciding.child("routes");
        if (backend.isWritten() && routes.isWritten()) {
            routes.problem("a site has either backend or routes, not both");
        }
        if (!backend.isWritten() && !routes.isWritten()) {
            site.lacks("has no backend; write backend = \"http://HOST:PORT\", or routes");
        }
        Optional<SiteTarget> one = backend.isWritten() ? servers.read(backend) : Optional.empty();
        Optional<SiteTarget> many =
                routes.isWritten() ? Optional.of(Routes.read(routes, site, settings, upstreams)) : Optional.empty();
        return one.or(() -> many).orElseGet(() -> new Routes(List.of()));
    }
}
