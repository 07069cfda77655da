package frontdoor.plan;

import frontdoor.policy.RouteRedirect;

/** Where a route of a site leads. */
sealed interface Leads permits Target, Leads.Elsewhere {
    /** To another address. */
    record Elsewhere(RouteRedirect redirect) implements Leads {}
}
