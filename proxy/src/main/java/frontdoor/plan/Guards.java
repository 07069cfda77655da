package frontdoor.plan;

import frontdoor.config.AccessConfig;
import frontdoor.config.ClientCertificatesConfig;
import frontdoor.config.SiteConfig;
import frontdoor.config.SiteSettings;
import frontdoor.hocon.Places;
import frontdoor.limits.RateLimitConfig;
import frontdoor.report.DurationText;
import frontdoor.scheme.SiteRoutes;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists what a request has to pass before a backend, or a route of its site, answers it, in the order in which it is asked. Redirects and pages of
 * Frontdoor's own have nothing before them.
 */
final class Guards {
    private final Places places;
    private final SiteConfig site;
    private final String route;
    private final List<Guard> found = new ArrayList<>();

    private Guards(Places places, SiteConfig site, String route) {
        this.places = places;
        this.site = site;
        this.route = route;
    }

    /**
     * Those of a hop that the route of {@code key} answers, or forwards.
     *
     * @param key such as {@code sites.shop.routes.0}, or {@code sites.shop.backend}
     */
    static List<Guard> of(Places places, SiteConfig site, String key) {
        Guards guards = new Guards(places, site, key);
        SiteSettings settings = SiteRoutes.settingsOf(site, key);
        guards.access(settings.access());
        settings.rateLimit().ifPresent(guards::rateLimit);
        settings.clientCertificates().ifPresent(guards::clientCertificates);
        settings.basicAuth()
                .ifPresent(_ -> guards.add("basic-auth", "401 without a name and a password, which browsers ask for"));
        settings.forwardAuth()
                .ifPresent(auth -> guards.add(
                        "forward-auth",
                        auth.server() + auth.target() + " is asked first: 401, 403 or a redirect to a login unless it"
                                + " lets in"));
        return List.copyOf(guards.found);
    }

    private void access(AccessConfig access) {
        if (access.isOpen()) {
            return;
        }
        String allowed = PlaintextRules.text(access.allow());
        String denied = PlaintextRules.text(access.deny());
        if (!access.allow().isEmpty()) {
            String but = access.deny().isEmpty() ? "" : ", and in " + denied + "; the most specific network decides";
            add("access", "403 for clients that are not in " + allowed + but);
        } else {
            add("access", "403 for clients in " + denied);
        }
    }

    private void clientCertificates(ClientCertificatesConfig clients) {
        String allowed = clients.allow().isPresent() ? ", 403 for one that is not in allow" : "";
        add(
                "client-certificates",
                (clients.trust().required()
                                ? "no connection without a certificate of an authority of theirs"
                                : "a certificate is asked for, and verified if there is one")
                        + allowed);
    }

    private void rateLimit(RateLimitConfig limit) {
        add(
                "rate-limit",
                "429 for clients that go on sending more than " + limit.requests() + " requests in "
                        + DurationText.of(limit.per()) + ", or " + limit.burst() + " at once");
    }

    private void add(String setting, String text) {
        String own = route + "." + setting;
        String key = places.byKey().containsKey(own) ? own : site.configuredAt() + "." + setting;
        found.add(new Guard(setting, text, key, places.of(key)));
    }
}
