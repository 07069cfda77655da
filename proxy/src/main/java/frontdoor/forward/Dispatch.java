package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.http.Failure;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.Outcome;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.SiteRoute;
import frontdoor.snapshot.ExchangeRules;
import frontdoor.snapshot.RoutedGroup;
import frontdoor.snapshot.Site;
import java.util.List;

/** Sets going what {@link HostRules#decide} makes of a request: a page of our own, a redirect, a refusal, or, past the {@link RequestGate}, a backend's answer. */
final class Dispatch {
    private Dispatch() {}

    /**
     * Starts the answer; the exchange may have ended when this returns.
     *
     * @param everywhere the pages of our own that are answered for whatever host
     */
    static void begin(Exchange exchange, List<ReservedPage> everywhere) {
        ClientConnection connection = exchange.client().connection();
        switch (HostRules.decide(
                exchange.site(),
                everywhere,
                exchange.request(),
                // Our own questions come from where a trusted proxy or a device could be; the answer is that to
                // anybody.
                connection.probe()
                        ? Client.anybody(connection.tls())
                        : exchange.facts().client(),
                connection.loop().epochSecond())) {
            case SiteRoute.Forward<RoutedGroup>(RoutedGroup group, String _) -> forward(exchange, group);
            case Outcome.ForwardAs<RoutedGroup>(
                    SiteRoute.Forward<RoutedGroup>(RoutedGroup group, String _),
                    byte[] target) -> {
                exchange.request().setForwardedTarget(target);
                forward(exchange, group);
            }
            case SiteRoute.Answer<RoutedGroup> answer -> answer(exchange, answer);
            case Outcome.Redirect<RoutedGroup>(int status, byte[] location, String route) -> {
                if (route == null && !connection.probe()) {
                    exchange.parts()
                            .loops()
                            .onRedirect(connection, exchange.facts().client().secure(), exchange.request());
                }
                exchange.redirect(status, location);
            }
            case Outcome.Page<RoutedGroup>(ReservedPage page) -> answer(exchange, page);
            case Outcome.Close<RoutedGroup>() -> exchange.abort(Failure.PLAINTEXT_CLOSED);
            case Outcome.Refuse<RoutedGroup>(Failure failure) -> exchange.answer(failure);
        }
    }

    private static void forward(Exchange exchange, RoutedGroup group) {
        if (exchange.client().connection().probe()) {
            ProbePages.answer(exchange);
            return;
        }
        Site site = siteOf(exchange);
        ExchangeRules rules = group.rulesOf(site);
        exchange.ruledBy(rules);
        if (RequestGate.admits(exchange, rules)) {
            respond(exchange, site, new Forwarding(exchange, site, group));
        }
    }

    private static void answer(Exchange exchange, SiteRoute.Answer<?> answer) {
        if (exchange.client().connection().probe()) {
            ProbePages.answer(exchange);
            return;
        }
        Site site = siteOf(exchange);
        ExchangeRules rules = site.rulesOfAnswer(answer.key());
        exchange.ruledBy(rules);
        if (RequestGate.letsIn(exchange, rules)) {
            respond(exchange, site, new RouteAnswering(exchange, answer.status(), answer.body()));
        }
    }

    private static void respond(Exchange exchange, Site site, Responder responder) {
        exchange.respondWith(
                site.features().isGuarded()
                        ? new Guarding(exchange, site, held -> exchange.handOver(responder, held))
                        : responder);
    }

    private static void answer(Exchange exchange, ReservedPage page) {
        switch (page) {
            case ReservedPage.Pin _ -> exchange.answerEmpty(page.status());
            case ReservedPage.Challenge challenge ->
                exchange.answerChallenge(Answers.OCTETS, challenge.answer(exchange.request()));
            case ReservedPage.Foreign foreign -> exchange.respondWith(new ForeignAnswering(exchange, foreign));
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
