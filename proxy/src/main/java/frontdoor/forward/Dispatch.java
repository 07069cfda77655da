package frontdoor.forward;

import frontdoor.exchange.ClientConnection;
import frontdoor.http.Failure;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.Outcome;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.SiteRoute;
import frontdoor.snapshot.Site;
import frontdoor.upstream.UpstreamGroup;

/** Sets going what {@link HostRules#decide} makes of a request: a page of our own, a redirect, a refusal, or, past the {@link RequestGate}, a backend's answer. */
final class Dispatch {
    private Dispatch() {}

    /** Starts the answer; the exchange may have ended when this returns. */
    static void begin(Exchange exchange) {
        ClientConnection connection = exchange.client().connection();
        switch (HostRules.decide(
                exchange.site(),
                exchange.request(),
                exchange.facts().client(),
                connection.loop().epochSecond())) {
            case SiteRoute.Forward<UpstreamGroup>(UpstreamGroup group, String _) -> {
                if (connection.probe()) {
                    ProbePages.answer(exchange);
                } else if (RequestGate.admits(exchange)) {
                    exchange.respondWith(new Forwarding(exchange, siteOf(exchange), group));
                }
            }
            case Outcome.Redirect<UpstreamGroup>(int status, byte[] location, String _) ->
                exchange.redirect(status, location);
            case Outcome.Page<UpstreamGroup>(ReservedPage page) -> answer(exchange, page);
            case Outcome.Close<UpstreamGroup>() -> exchange.abort(Failure.PLAINTEXT_CLOSED);
            case Outcome.Refuse<UpstreamGroup>(Failure failure) -> exchange.answer(failure);
        }
    }

    private static void answer(Exchange exchange, ReservedPage page) {
        switch (page) {
            case ReservedPage.Pin _ -> exchange.answerEmpty(page.status());
            case ReservedPage.Report(boolean wanted) -> {
                if (wanted) {
                    exchange.respondWith(new ReportTaking(
                            exchange, siteOf(exchange), exchange.parts().reports()));
                } else {
                    exchange.answerEmpty(page.status());
                }
            }
        }
    }

    private static Site siteOf(Exchange exchange) {
        Site site = exchange.site();
        if (site == null) {
            throw new IllegalStateException("a request without a site was to be answered for one");
        }
        return site;
    }
}
