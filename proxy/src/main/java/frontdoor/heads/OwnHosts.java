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
    private static final int HTTPS_PORT = 443;

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

    /** Whether an address with this authority leads to TLS, once its scheme is https: it has no port, or the public one. */
    boolean isPublicPort(Authority authority) {
        return authority.port() == Authority.NO_PORT || authority.port() == publicPort;
    }

    /**
     * The https origin that replaces an address with this authority, or null: another host, a port of somebody else, or good as it is.
     *
     * @param secure whether the address is https
     * @param asked the host of this request, or null
     * @param backendPorts the ports of whoever wrote the address
     */
    @Nullable
    Origin originOf(Authority authority, boolean secure, @Nullable Authority asked, Set<Integer> backendPorts) {
        int port = authority.port();
        boolean backends = port != publicPort && backendPorts.contains(port);
        // A backend that makes addresses of the Host it got names the port of TLS with the scheme of plaintext.
        boolean clear =
                port == Authority.NO_PORT || port == HTTP_PORT || port == publicPort || plaintextPorts.contains(port);
        return backends && !isDefault(port, secure) || clear && !secure ? originOf(authority, asked) : null;
    }

    private static boolean isDefault(int port, boolean secure) {
        return secure && port == HTTPS_PORT;
    }

    /** The https origin of this host, whatever the port; null if it is none of ours. */
    @Nullable
    Origin originOf(Authority authority, @Nullable Authority asked) {
        String host = authority.host();
        boolean isAsked = asked != null && asked.host().equals(host);
        HostRules<?> rules = isAsked ? hosts.find(host) : hosts.findNamed(host);
        return rules == null ? null : rules.policy().originOf(host);
    }

    /** The https origin of the host that was asked for; null if it is none of ours. */
    @Nullable
    Origin originOfAsked(@Nullable Authority asked) {
        return asked == null ? null : originOf(asked, asked);
    }

    /** Whether the host is one of ours by name. */
    boolean isOwn(String host) {
        return hosts.findNamed(host) != null;
    }
}
