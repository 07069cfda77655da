package frontdoor.pages;

import frontdoor.config.MaintenanceConfig;
import frontdoor.hosts.Networks;
import frontdoor.http.Octets;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer of a site in maintenance, and whom it serves as ever. Immutable. */
public final class MaintenancePage {
    /** Where certificates are proved (RFC 8555 8.3): without them there is no way out of maintenance that lasts. */
    private static final byte[] ACME = Octets.of("/.well-known/acme-challenge/");

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

    /** Whether a request of {@code client} for this path is served as ever. */
    public boolean admits(InetAddress client, byte[] octets, int start, int length) {
        return allow.contains(client) || isChallenge(octets, start, length);
    }

    /** The token is of base64url: a dot, a slash or an escape behind the path might lead a backend anywhere. */
    private static boolean isChallenge(byte[] octets, int start, int length) {
        if (length <= ACME.length || !Octets.equal(octets, start, ACME.length, ACME)) {
            return false;
        }
        for (int i = start + ACME.length; i < start + length; i++) {
            byte b = octets[i];
            boolean token =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_';
            if (!token) {
                return false;
            }
        }
        return true;
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
