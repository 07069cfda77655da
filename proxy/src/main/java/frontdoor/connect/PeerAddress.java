package frontdoor.connect;

import static java.util.Objects.requireNonNull;

import frontdoor.hosts.ServerPlace;
import frontdoor.proxyheader.ProxyProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer is found and how it is spoken to: what identifies it across reloads.
 *
 * @param tls null: it is spoken to in the clear
 * @param proxy whether it is told at the begin of each connection whose that is
 * @param http2 whether it is spoken to in HTTP/2
 */
public record PeerAddress(ServerPlace place, @Nullable PeerTls tls, ProxyProtocol proxy, boolean http2) {
    /** One that is spoken to in HTTP/1.1. */
    public PeerAddress(ServerPlace place, @Nullable PeerTls tls, ProxyProtocol proxy) {
        this(place, tls, proxy, false);
    }

    public PeerAddress {
        requireNonNull(place);
    }

    /**
     * A port that is spoken to in the clear, in HTTP/1.1.
     *
     * @param host a DNS name or an IP address, IPv6 without brackets
     * @param port 1 to 65535
     */
    public PeerAddress(String host, int port) {
        this(new ServerPlace.Port(host, port), null, ProxyProtocol.OFF, false);
    }

    /** {@code legacy:8080}, or {@code https://legacy:8443}. */
    @Override
    public String toString() {
        return tls == null ? place.toString() : "https://" + place;
    }
}
