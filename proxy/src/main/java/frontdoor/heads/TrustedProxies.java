package frontdoor.heads;

import frontdoor.client.Client;
import frontdoor.hosts.Networks;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front that are believed when they say whose request it is: by X-Forwarded-For, -Proto, -Host and -Port, or, where there is
 * none of these, by Forwarded (RFC 7239).
 *
 * <p>Each proxy tells at the right end of the list who has come to it. So the list is believed from the right, up to the first address that
 * is not trusted: that is the client, and what stands left of it is what the client has written itself.
 *
 * <p>Immutable. What others than trusted proxies say is not even looked at.
 */
public final class TrustedProxies {
    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(Networks.none());

    private final Networks networks;

    /** Those in {@code networks}. */
    public TrustedProxies(Networks networks) {
        this.networks = networks;
    }

    /** Whether what the client of a connection says of requests is believed. */
    public boolean believes(Client own) {
        return !own.isNameless() && networks.contains(own.address());
    }

    /**
     * The client of a request with these fields.
     *
     * @param own the client of its connection, which is the last of the proxies if it is trusted
     */
    public Client clientOf(Client own, Fields request) {
        if (!believes(own)) {
            return own;
        }
        HopList hops = XForwardedHops.read(request);
        if (hops == null) {
            hops = ForwardedHops.read(request);
        }
        return hops == null ? own : clientOf(own, hops);
    }

    private Client clientOf(Client own, HopList hops) {
        InetAddress client = own.address();
        String way = NetUtil.toAddressString(client);
        int believed = 0;
        while (believed < hops.size() && networks.contains(client)) {
            InetAddress before = hops.address(believed);
            if (before == null) {
                break;
            }
            client = before;
            way = NetUtil.toAddressString(client) + ", " + way;
            believed++;
        }
        // Who has told the address has told the rest with it.
        int hop = Math.max(believed - 1, 0);
        return own.speakingFor(
                client,
                isSecure(hops.scheme(hop), own.secure()),
                new Client.Hops(Octets.of(way), hops.host(hop), hops.port(hop)));
    }

    /** Traefik says wss and ws of websockets. */
    private static boolean isSecure(@Nullable String scheme, boolean unsaid) {
        return scheme == null ? unsaid : scheme.equals("https") || scheme.equals("wss");
    }
}
