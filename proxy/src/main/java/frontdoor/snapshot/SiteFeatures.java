package frontdoor.snapshot;

import frontdoor.config.SiteConfig;
import frontdoor.login.BasicAuth;
import frontdoor.pages.ErrorPages;
import frontdoor.pages.MaintenancePage;
import org.jspecify.annotations.Nullable;

/**
 * The parts that features made of the settings of a site; null where one is off, so that it costs nothing then.
 *
 * @param errorPages the pages for its errors
 * @param maintenance that it is in
 * @param basicAuth the login before it by name and password
 * @param forwardAuth the server that decides who comes in
 */
public record SiteFeatures(
        @Nullable ErrorPages errorPages,
        @Nullable MaintenancePage maintenance,
        @Nullable BasicAuth basicAuth,
        @Nullable ForwardAuth forwardAuth) {
    /** None. */
    public static final SiteFeatures NONE = new SiteFeatures(null, null, null, null);

    /** @param forwardAuth the server that decides who comes in */
    static SiteFeatures of(SiteConfig site, @Nullable ForwardAuth forwardAuth) {
        return new SiteFeatures(
                ErrorPages.of(site.settings().errorPages()),
                MaintenancePage.of(site.maintenance()),
                site.settings()
                        .basicAuth()
                        .map(login -> new BasicAuth(login.users(), site.name()))
                        .orElse(null),
                forwardAuth);
    }

    /** Whether a request has to pass anything but the gate before it gets where its route leads. */
    public boolean isGuarded() {
        return maintenance != null || basicAuth != null || forwardAuth != null;
    }
}
