package frontdoor.snapshot;

import frontdoor.policy.SitePolicy;
import frontdoor.route.RouteTable;
import frontdoor.upstream.UpstreamGroup;
import frontdoor.upstream.UpstreamTimeouts;

/**
 * A site as it serves one of its hosts.
 *
 * @param name as configured
 * @param policy the redirects and the HSTS policy of the host
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
        RouteTable<SiteRoute<UpstreamGroup>> routes,
        boolean repairLocations,
        boolean repairCookies,
        boolean collectsReports,
        long bodyLimit,
        long clientBodyNanos,
        UpstreamTimeouts timeouts)
        implements HostRules<UpstreamGroup> {}
