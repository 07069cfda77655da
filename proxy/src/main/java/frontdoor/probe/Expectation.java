package frontdoor.probe;

import frontdoor.client.Client;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.Outcome;
import frontdoor.scheme.SiteRoute;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.x509.PresentedCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers that a snapshot gives at an instant, found by the functions that decide when it serves.
 *
 * @param now in seconds since the epoch
 */
record Expectation(Snapshot snapshot, long now) {
    /** The answer on a connection over which {@code certificate} was presented; it does not matter in the clear. */
    Answer answer(ProbedHost host, Protocol protocol, Question question, PresentedCertificate certificate) {
        Site site = host.siteOf(snapshot);
        return switch (protocol) {
            // RFC 6797 7.2: no policy in the clear.
            case PLAINTEXT -> new Answer(status(host, site, question, null), List.of());
            case HTTP_1, HTTP_2 ->
                switch (question) {
                    case PAGE, NOTHING -> answer(status(host, site, question, certificate), site);
                    case MALFORMED ->
                        answer(400, snapshot.siteOfServerName(host.serverName().orElse(null)));
                };
        };
    }

    private Answer answer(int status, @Nullable Site site) {
        HstsField field = site == null ? HstsField.NONE : site.policy().hsts(now);
        return new Answer(status, field.value() == null ? List.of() : List.of(field.toString()));
    }

    private int status(
            ProbedHost host, @Nullable Site site, Question question, @Nullable PresentedCertificate certificate) {
        return switch (HostRules.decide(site, List.of(), question.toHead(host), Client.anybody(certificate), now)) {
            case SiteRoute.Forward<?> _, Outcome.ForwardAs<?> _, SiteRoute.Answer<?> _ ->
                question == Question.PAGE ? 200 : Failure.NO_ROUTE.status();
            case Outcome.Redirect<?> redirect -> redirect.status();
            case Outcome.Page<?> _ ->
                throw new IllegalStateException("no page of ours is asked for: " + question.path());
            case Outcome.Refuse<?>(Failure failure) -> failure.status();
            case Outcome.Close<?> _ -> Answer.HUNG_UP;
        };
    }
}
