package frontdoor.snapshot;

import frontdoor.hosts.HostTable;
import frontdoor.http.Authority;
import frontdoor.http.Octets;
import frontdoor.upstream.PeerAddress;
import frontdoor.upstream.PeerLimits;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything configured that an exchange asks for; immutable, captured once per exchange. */
public final class Snapshot {
    private final HostTable<Site> hosts;
    private final Set<Integer> plaintextPorts;
    private final Map<PeerAddress, PeerLimits> backends;
    private final Set<String> unrecorded;
    private final int publicPort;
    private final byte[] publicPortOctets;

    /**
     * A snapshot of these parts.
     *
     * @param hosts the site of every host
     * @param publicPort the port on which clients see TLS, 1 to 65535
     * @param plaintextPorts the ports of the plaintext listeners, as they are configured
     * @param backends the address of every backend, and its limits
     * @param unrecorded the hosts that send less than is configured, since more could not be recorded
     */
    public Snapshot(
            HostTable<Site> hosts,
            int publicPort,
            Set<Integer> plaintextPorts,
            Map<PeerAddress, PeerLimits> backends,
            Set<String> unrecorded) {
        this.hosts = hosts;
        this.plaintextPorts = Set.copyOf(plaintextPorts);
        this.backends = Map.copyOf(backends);
        this.unrecorded = Set.copyOf(unrecorded);
        this.publicPort = publicPort;
        this.publicPortOctets = Octets.of(Integer.toString(publicPort));
    }

    /** The site of every host. */
    public HostTable<Site> hosts() {
        return hosts;
    }

    /** The ports of the plaintext listeners. */
    public Set<Integer> plaintextPorts() {
        return plaintextPorts;
    }

    /** The address of every backend, and its limits. */
    public Map<PeerAddress, PeerLimits> backends() {
        return backends;
    }

    /** The hosts that send less than is configured, since more could not be recorded. */
    public Set<String> unrecorded() {
        return unrecorded;
    }

    /** The port on which clients see TLS. */
    public int publicPort() {
        return publicPort;
    }

    /** The same as text. Shared, never to be changed. */
    public byte[] publicPortOctets() {
        return publicPortOctets;
    }

    /** The site a request is for, or null if it is for none of ours. */
    public @Nullable Site siteOf(@Nullable Authority authority) {
        return authority == null ? hosts.catchAll() : hosts.find(authority.host());
    }

    /** The site whose policy holds where no authority could be read: the one the connection's SNI names (RFC 6797 7.1), or null. */
    public @Nullable Site siteOfServerName(@Nullable String serverName) {
        return serverName == null ? hosts.catchAll() : hosts.find(serverName);
    }
}
