package frontdoor.heads;

import frontdoor.hosts.HostTable;
import frontdoor.http.Authority;
import frontdoor.http.Origin;
import frontdoor.scheme.HostRules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which http origins are this front door's own: those of hosts that are configured by name or wildcard, and of the host that was
 * asked for. That a site answers for {@code *} makes no foreign host ours.
 */
public final class OwnHosts {
    private static final int HTTP_PORT = 80;

    private final HostTable<? extends HostRules<?>> hosts;
    private final int publicPort;
    private final Set<Integer> plaintextPorts;

    /**
     * Those of {@code hosts}, which need not be complete yet.
     *
     * @param publicPort the port on which clients see TLS, 1 to 65535
     * @param plaintextPorts the ports of the plaintext listeners
     */
    public OwnHosts(HostTable<? extends HostRules<?>> hosts, int publicPort, Set<Integer> plaintextPorts) {
        this.hosts = hosts;
        this.publicPort = publicPort;
        this.plaintextPorts = Set.copyOf(plaintextPorts);
    }

    /** The port on which clients see TLS. */
    int publicPort() {
        return publicPort;
    }

    /**
     * The https origin that replaces {@code http://authority}, or null: another host, or a port of somebody else.
     *
     * @param asked the host of this request, or null
     */
    @Nullable
    Origin secureOriginOf(Authority authority, @Nullable Authority asked) {
        // A backend that makes addresses of the Host it got names the port of TLS with the scheme of plaintext.
        if (authority.port() != Authority.NO_PORT
                && authority.port() != HTTP_PORT
                && authority.port() != publicPort
                && !plaintextPorts.contains(authority.port())) {
            return null;
        }
        String host = authority.host();
        boolean isAsked = asked != null && asked.host().equals(host);
        HostRules<?> rules = isAsked ? hosts.find(host) : hosts.findNamed(host);
        return rules == null ? null : rules.policy().originOf(host);
    }
}
