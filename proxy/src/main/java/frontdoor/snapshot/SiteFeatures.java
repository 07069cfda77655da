package frontdoor.snapshot;

import frontdoor.config.RouteAction;
import frontdoor.config.RouteConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteTarget;
import frontdoor.config.UpstreamConfig;
import frontdoor.http.Octets;
import frontdoor.login.BasicAuth;
import frontdoor.pages.ErrorPages;
import frontdoor.pages.MaintenancePage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts that features made of the settings of a site; null where one is off, so that it costs nothing then.
 *
 * @param errorPages the pages for its errors
 * @param maintenance that it is in
 * @param basicAuth the login before it by name and password
 * @param forwardAuth the server that decides who comes in
 * @param stickyCookies the names of cookies that are between its clients and this front door, and no server's business; the octets are never to be
 *     changed
 */
public record SiteFeatures(
        @Nullable ErrorPages errorPages,
        @Nullable MaintenancePage maintenance,
        @Nullable BasicAuth basicAuth,
        @Nullable ForwardAuth forwardAuth,
        List<byte[]> stickyCookies) {
    /** None. */
    public static final SiteFeatures NONE = new SiteFeatures(null, null, null, null, List.of());

    /**
     * Those of {@code site}.
     *
     * @param forwardAuth the server that decides who comes in
     * @param upstreams by name, where its routes may lead
     */
    static SiteFeatures of(SiteConfig site, @Nullable ForwardAuth forwardAuth, Map<String, UpstreamConfig> upstreams) {
        return new SiteFeatures(
                ErrorPages.of(site.settings().errorPages()),
                MaintenancePage.of(site.maintenance()),
                site.settings()
                        .basicAuth()
                        .map(login -> new BasicAuth(login.users(), site.name()))
                        .orElse(null),
                forwardAuth,
                stickyCookies(site, upstreams));
    }

    private static List<byte[]> stickyCookies(SiteConfig site, Map<String, UpstreamConfig> upstreams) {
        return site.target() instanceof SiteTarget.Routes(List<RouteConfig> routes)
                ? routes.stream()
                        .flatMap(route -> route.action() instanceof RouteAction.Forward(String name)
                                ? Stream.ofNullable(upstreams.get(name))
                                : Stream.empty())
                        .flatMap(upstream -> upstream.stickyCookie().stream())
                        .distinct()
                        .map(Octets::of)
                        .toList()
                : List.of();
    }

    /** Whether a request has to pass anything but the gate before it gets where its route leads. */
    public boolean isGuarded() {
        return maintenance != null || basicAuth != null || forwardAuth != null;
    }
}
