package frontdoor.heads;

import frontdoor.http.Authority;
import frontdoor.http.Origin;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Tells which http origins are this front door's own: those of hosts that are configured by name or wildcard, and of the host that was
 * asked for. That a site answers for {@code *} makes no foreign host ours.
 */
final class OwnHosts {
    private static final int HTTP_PORT = 80;

    private OwnHosts() {}

    /**
     * The https origin that replaces {@code http://authority}, or null: another host, or a port of somebody else.
     *
     * @param asked the host of this request, or null
     */
    static @Nullable Origin secureOriginOf(Authority authority, Snapshot snapshot, @Nullable Authority asked) {
        // A backend that makes addresses of the Host it got names the port of TLS with the scheme of plaintext.
        if (authority.port() != Authority.NO_PORT
                && authority.port() != HTTP_PORT
                && authority.port() != snapshot.publicPort()
                && !snapshot.plaintextPorts().contains(authority.port())) {
            return null;
        }
        String host = authority.host();
        boolean isAsked = asked != null && asked.host().equals(host);
        Site site = isAsked ? snapshot.hosts().find(host) : snapshot.hosts().findNamed(host);
        return site == null ? null : site.policy().originOf(host);
    }
}
