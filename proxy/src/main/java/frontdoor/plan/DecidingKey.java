package frontdoor.plan;

import frontdoor.http.Failure;
import frontdoor.scheme.Outcome;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.SiteRoute;

/** Names the key that decided what becomes of a request. */
final class DecidingKey {
    private DecidingKey() {}

    static String of(Scheme.Site site, Outcome<Target> outcome, boolean secure) {
        return switch (outcome) {
            case SiteRoute.Forward<Target>(Target _, String key) -> key;
            case SiteRoute.Answer<Target> answer -> answer.key();
            case Outcome.ForwardAs<Target>(SiteRoute.Forward<Target>(Target _, String key), byte[] _) -> key;
            case Outcome.Redirect<Target>(int _, byte[] _, String route) when route != null -> route;
            case Outcome.Redirect<Target> _ -> site.key(secure ? "canonical" : "plaintext");
            case Outcome.Page<Target>(ReservedPage.Foreign page) -> page.setting();
            case Outcome.Page<Target>(ReservedPage page) -> site.key(page.setting());
            case Outcome.Refuse<Target>(Failure failure) ->
                switch (failure) {
                    case CERTIFICATE_AWAITED -> site.key("certificate");
                    case PLAINTEXT_REFUSED -> site.key("plaintext");
                    case MISDIRECTED -> site.key("hosts");
                    default -> site.key("routes");
                };
            case Outcome.Close<Target>() -> site.key("plaintext");
        };
    }
}
