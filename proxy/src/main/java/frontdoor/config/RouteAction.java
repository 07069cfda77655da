package frontdoor.config;

import frontdoor.hocon.Node;
import java.util.List;
import java.util.stream.Stream;

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

    /** It is answered by the route itself. */
    record Answer(RouteAnswer answer) implements RouteAction {}

    /** What is written in {@code route}. */
    static RouteAction read(Node route, UpstreamsConfig upstreams) {
        Node upstream = route.child("upstream");
        Node redirect = route.child("redirect");
        Node answer = route.child("answer");
        List<Node> written =
                Stream.of(upstream, redirect, answer).filter(Node::isWritten).toList();
        if (written.isEmpty()) {
            route.lacks("leads nowhere; write upstream = NAME, redirect = \"https://...\", or answer { body = TEXT }");
            return new Forward("");
        }
        if (written.size() > 1) {
            written.get(1).problem("a route has one of upstream, redirect and answer");
        }
        Node one = written.getFirst();
        if (one == answer) {
            return new Answer(RouteAnswer.read(answer));
        }
        return one == redirect ? new Redirect(RedirectUrl.read(redirect)) : new Forward(upstreams.nameIn(upstream));
    }
}
