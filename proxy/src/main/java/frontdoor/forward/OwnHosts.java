package frontdoor.forward;

import frontdoor.http.Authority;
import frontdoor.http.Origin;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Tells which http origins are this front door's own. */
final class OwnHosts {
    private static final int HTTP_PORT = 80;

    private OwnHosts() {}

    /** The https origin that replaces {@code http://authority}, or null: another host, or a port of somebody else. */
    static @Nullable Origin secureOriginOf(Authority authority, Snapshot snapshot) {
        // A backend that makes addresses of the Host it got names the port of TLS with the scheme of plaintext.
        if (authority.port() != Authority.NO_PORT
                && authority.port() != HTTP_PORT
                && authority.port() != snapshot.publicPort()
                && !snapshot.plaintextPorts().contains(authority.port())) {
            return null;
        }
        Site site = snapshot.hosts().find(authority.host());
        return site == null ? null : site.policy().originOf(authority.host());
    }
}
