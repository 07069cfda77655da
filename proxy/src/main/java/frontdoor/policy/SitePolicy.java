package frontdoor.policy;

import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A site's scheme of redirects and its HSTS policy: the functions that the server, and whatever explains it, both call.
 *
 * <p>Immutable.
 */
public final class SitePolicy {
    private final @Nullable String canonical;
    private final @Nullable Origin canonicalOrigin;
    private final Map<String, Origin> origins = new HashMap<>();
    private final int publicPort;
    private final RedirectRule redirects;
    private final HstsPolicy hsts;

    /**
     * A policy for these hosts.
     *
     * @param hosts names in lower case; patterns among them are of no use here and may be left out
     * @param canonical the host all others are sent to over TLS, or null
     * @param publicPort the port on which clients see TLS, 1 to 65535
     */
    public SitePolicy(
            Collection<String> hosts,
            @Nullable String canonical,
            int publicPort,
            RedirectRule redirects,
            HstsPolicy hsts) {
        this.canonical = canonical;
        this.canonicalOrigin = canonical == null ? null : Origin.https(canonical, publicPort);
        this.publicPort = publicPort;
        this.redirects = redirects;
        this.hsts = hsts;
        for (String host : hosts) {
            origins.put(host, Origin.https(host, publicPort));
        }
    }

    /**
     * Over plaintext, every request goes to https on the same host first: a redirect that changed the host here would skip the policy of
     * the host that was asked for (RFC 6797 7.2).
     *
     * @param target whether the request has a path that can be repeated; {@code OPTIONS *} has none
     */
    public Decision decidePlaintext(Method method, @Nullable Authority authority, boolean target) {
        if (authority == null) {
            return new Decision.Refuse(Failure.UNKNOWN_HOST);
        }
        if (!target) {
            return new Decision.Refuse(Failure.MALFORMED_REQUEST);
        }
        return new Decision.Redirect(redirects.statusFor(method), originOf(authority.host()));
    }

    /** Over TLS, a host that is not the canonical one is sent there, with its own policy on the redirect. */
    public Decision decideSecure(Method method, @Nullable Authority authority, boolean target) {
        if (canonicalOrigin == null || authority == null || authority.host().equals(canonical)) {
            return Decision.PROCEED;
        }
        if (!target) {
            return new Decision.Refuse(Failure.MALFORMED_REQUEST);
        }
        return new Decision.Redirect(redirects.statusFor(method), canonicalOrigin);
    }

    /** What an answer over TLS says about HSTS. */
    public HstsField hsts() {
        return hsts.field();
    }

    /** The https origin under which clients reach {@code host}. */
    public Origin originOf(String host) {
        Origin known = origins.get(host);
        return known == null ? Origin.https(host, publicPort) : known;
    }
}
