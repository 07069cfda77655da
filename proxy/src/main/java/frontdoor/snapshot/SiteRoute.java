package frontdoor.snapshot;

import frontdoor.policy.RouteRedirect;
import frontdoor.upstream.UpstreamGroup;

/** Where a route of a site leads. */
public sealed interface SiteRoute {
    /** To one of the backends of a group. */
    record ToGroup(UpstreamGroup group) implements SiteRoute {}

    /** Elsewhere. */
    record Elsewhere(RouteRedirect redirect) implements SiteRoute {}
}
