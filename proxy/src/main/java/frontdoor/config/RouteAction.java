package frontdoor.config;

import frontdoor.hocon.Node;

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

    /** What is written in {@code route}. */
    static RouteAction read(Node route, UpstreamsConfig upstreams) {
        Node redirect = route.child("redirect");
        Node upstream = route.child("upstream");
        if (redirect.isWritten() && upstream.isWritten()) {
            redirect.problem("a route has either upstream or redirect, not both");
        }
        if (!redirect.isWritten() && !upstream.isWritten()) {
            route.lacks("leads nowhere; write upstream = NAME, or redirect = \"https://...\"");
            return new Forward("");
        }
        return redirect.isWritten()
                ? new Redirect(RedirectUrl.read(redirect))
                : new Forward(upstreams.nameIn(upstream));
    }
}
