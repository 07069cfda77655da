package frontdoor.config;

/** The action for a request that a route covers. */
public sealed interface RouteAction {
    /**
     * It goes to an upstream.
     *
     * @param upstream a name in {@link FrontdoorConfig#upstreams}
     */
    record Forward(String upstream) implements RouteAction {}

    /**
     * The client is sent elsewhere.
     *
     * @param url absolute, http or https, with a path; what follows the route's path is appended if it ends with {@code /}
     */
    record Redirect(String url) implements RouteAction {}
}
