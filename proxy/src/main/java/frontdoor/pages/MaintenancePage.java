package frontdoor.pages;

import frontdoor.config.MaintenanceConfig;
import frontdoor.hosts.Networks;
import frontdoor.http.Octets;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer of a site in maintenance, and whom it serves as ever. Immutable. */
public final class MaintenancePage {
    private final @Nullable Page page;
    private final byte[] retryAfter;
    private final Networks allow;

    private MaintenancePage(MaintenanceConfig config) {
        page = config.page().map(Page::of).orElse(null);
        retryAfter = Octets.of(Long.toString(config.retryAfter().toSeconds()));
        allow = config.allow();
    }

    /** That of a site, or null: it is in no maintenance. */
    public static @Nullable MaintenancePage of(Optional<MaintenanceConfig> config) {
        return config.map(MaintenancePage::new).orElse(null);
    }

    /** Whether {@code client} is served as ever. */
    public boolean admits(InetAddress client) {
        return allow.contains(client);
    }

    /** The page of its own, or null: it is that of the site for 503. */
    public @Nullable Page page() {
        return page;
    }

    /** Seconds after which a client may ask again. Shared, never to be changed. */
    public byte[] retryAfter() {
        return retryAfter;
    }
}
