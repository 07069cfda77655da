package frontdoor.policy;

import frontdoor.http.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a site's scheme that all its hosts share: where they are reached, where they lead, and with which status.
 *
 * <p>Immutable.
 */
public final class SiteScheme {
    private static final String WWW = "www.";

    private final @Nullable String canonical;
    private final @Nullable Origin canonicalOrigin;
    private final Map<String, Origin> origins;
    private final int publicPort;
    private final RedirectRule redirects;
    private final PlaintextRule plaintext;
    private final @Nullable ApexPin pin;

    /**
     * A scheme for these hosts.
     *
     * @param hosts names in lower case; patterns among them are of no use here and may be left out
     * @param canonical the host all others are sent to over TLS, or null
     * @param publicPort the port on which clients see TLS, 1 to 65535
     * @param apexPin whether a canonical host {@code www.NAME} brings its visitors to NAME once
     */
    public SiteScheme(
            Collection<String> hosts,
            @Nullable String canonical,
            int publicPort,
            RedirectRule redirects,
            PlaintextRule plaintext,
            boolean apexPin) {
        this.canonical = canonical;
        this.canonicalOrigin = canonical == null ? null : Origin.https(canonical, publicPort);
        this.publicPort = publicPort;
        this.redirects = redirects;
        this.plaintext = plaintext;
        this.origins = origins(hosts, publicPort);
        this.pin = apexPin && canonical != null && canonical.startsWith(WWW) ? pinFor(canonical) : null;
    }

    private static Map<String, Origin> origins(Collection<String> hosts, int publicPort) {
        if (hosts.size() == 1) {
            String only = hosts.iterator().next();
            return Map.of(only, Origin.https(only, publicPort));
        }
        Map<String, Origin> origins = new HashMap<>();
        for (String host : hosts) {
            origins.put(host, Origin.https(host, publicPort));
        }
        return Map.copyOf(origins);
    }

    private ApexPin pinFor(String www) {
        String apex = www.substring(WWW.length());
        return new ApexPin(apex, originOf(apex));
    }

    /** Where {@code host} leads over TLS, or null: it is the canonical one, or there is none. */
    @Nullable
    Origin canonicalFor(String host) {
        return host.equals(canonical) ? null : canonicalOrigin;
    }

    @Nullable
    ApexPin pin() {
        return pin;
    }

    PlaintextRule plaintext() {
        return plaintext;
    }

    RedirectRule redirects() {
        return redirects;
    }

    /** The https origin under which clients reach {@code host}. */
    public Origin originOf(String host) {
        Origin known = origins.get(host);
        return known == null ? Origin.https(host, publicPort) : known;
    }
}
