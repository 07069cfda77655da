package frontdoor.forward;

import frontdoor.exchange.ClientConnection;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.policy.Decision;
import frontdoor.policy.RouteRedirect;
import frontdoor.policy.SitePolicy;
import frontdoor.route.RouteMatch;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.SiteRoute;
import frontdoor.upstream.UpstreamGroup;

/** Decides from its head what becomes of a request, and sets it going: a page of our own, a redirect, a refusal, or a route. */
final class Dispatch {
    private Dispatch() {}

    /** Starts the answer; the exchange may have ended when this returns. */
    static void begin(Exchange exchange) {
        ReservedPage page = ReservedPages.find(exchange.client().connection(), exchange.site(), exchange.request());
        if (page == null) {
            followPolicy(exchange);
        } else {
            answer(exchange, page);
        }
    }

    private static void answer(Exchange exchange, ReservedPage page) {
        switch (page) {
            case ReservedPage.Empty(int status) -> exchange.answerEmpty(status);
        }
    }

    private static void followPolicy(Exchange exchange) {
        RequestHead request = exchange.request();
        switch (decide(exchange, request)) {
            case Decision.Proceed() -> followRoute(exchange, request);
            case Decision.Redirect redirect ->
                exchange.redirect(
                        redirect.status(),
                        redirect.location(request.fields().bytes(), request.targetStart(), request.targetLength()));
            case Decision.Close() -> exchange.abort(Failure.PLAINTEXT_CLOSED);
            case Decision.Refuse(Failure failure) -> exchange.answer(failure);
        }
    }

    private static Decision decide(Exchange exchange, RequestHead request) {
        Site site = exchange.site();
        ClientConnection connection = exchange.client().connection();
        return SitePolicy.decide(
                site == null ? null : site.policy(),
                connection.secure(),
                request.method(),
                request.authority(),
                request.fields().bytes()[request.targetStart()] == '/',
                connection.loop().epochSecond());
    }

    private static void followRoute(Exchange exchange, RequestHead request) {
        Site site = exchange.site();
        if (site == null) {
            throw new IllegalStateException("a request without a site was to be forwarded");
        }
        switch (site.routes().find(request.fields().bytes(), request.targetStart(), request.targetLength())) {
            case RouteMatch.Found<SiteRoute>(SiteRoute.ToGroup(UpstreamGroup group)) ->
                exchange.respondWith(new Forwarding(exchange, site, group));
            case RouteMatch.Found<SiteRoute>(SiteRoute.Elsewhere(RouteRedirect redirect)) ->
                leave(exchange, site, redirect);
            case RouteMatch.None<SiteRoute>() -> exchange.answer(Failure.NO_ROUTE);
            case RouteMatch.Ambiguous<SiteRoute>() -> exchange.answer(Failure.AMBIGUOUS_PATH);
        }
    }

    private static void leave(Exchange exchange, Site from, RouteRedirect elsewhere) {
        RequestHead request = exchange.request();
        byte[] location = elsewhere.locationOf(request.fields().bytes(), request.targetStart(), request.targetLength());
        if (location == null) {
            exchange.answer(Failure.AMBIGUOUS_PATH);
            return;
        }
        long now = exchange.client().connection().loop().epochSecond();
        exchange.redirect(from.policy().redirectStatus(request.method(), now), location);
    }
}
