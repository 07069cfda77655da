package frontdoor.snapshot;

import frontdoor.policy.SitePolicy;
import frontdoor.promises.BackendPolicy;
import frontdoor.route.RouteTable;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.SiteRoute;
import frontdoor.upstream.UpstreamGroup;
import frontdoor.upstream.UpstreamTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * A site as it serves one of its hosts.
 *
 * @param name as configured
 * @param policy the redirects and the HSTS policy of the host
 * @param named whether the host is a name, be it a wildcard, rather than an address or {@code "*"}
 * @param passed which of the backend's policies are passed on; null where none is
 * @param routes where a path leads
 * @param repairLocations whether http Locations of our own hosts become https
 * @param repairCookies whether cookies without Secure get it
 * @param collectsReports whether browsers are asked to report mixed content
 * @param bodyLimit octets a request's body may have
 * @param clientBodyNanos the period in which a request's body has to make progress
 * @param timeouts for its backends
 */
public record Site(
        String name,
        SitePolicy policy,
        boolean named,
        @Nullable BackendPolicy passed,
        RouteTable<SiteRoute<UpstreamGroup>> routes,
        boolean repairLocations,
        boolean repairCookies,
        boolean collectsReports,
        long bodyLimit,
        long clientBodyNanos,
        UpstreamTimeouts timeouts)
        implements HostRules<UpstreamGroup> {}
