package frontdoor.forward;

import frontdoor.http.Authority;
import frontdoor.http.Origin;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Tells which http origins are this front door's own.
 *
 * @param snapshot what is configured
 */
record OwnHosts(Snapshot snapshot) {
    private static final int HTTP_PORT = 80;

    /** The https origin that replaces {@code http://authority}, or null: another host, or a port that we do not listen on. */
    @Nullable
    Origin secureOriginOf(Authority authority) {
        if (authority.port() != Authority.NO_PORT
                && authority.port() != HTTP_PORT
                && !snapshot.plaintextPorts().contains(authority.port())) {
            return null;
        }
        Site site = snapshot.hosts().find(authority.host());
        return site == null ? null : site.policy().originOf(authority.host());
    }
}
