package frontdoor.upstream;

import static java.util.Objects.requireNonNull;

/**
 * Where a peer is found, and what identifies it across reloads.
 *
 * @param host a DNS name or an IP address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record PeerAddress(String host, int port) {
    public PeerAddress {
        requireNonNull(host);
    }

    /** {@code legacy:8080} or {@code [::1]:8080}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
