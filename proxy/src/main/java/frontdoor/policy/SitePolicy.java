package frontdoor.policy;

import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The scheme of redirects and the HSTS policy of one host of a site: the functions that the server, and whatever explains it, both call.
 *
 * <p>Instants are given in seconds since the epoch. Immutable.
 */
public final class SitePolicy {
    private final SiteScheme scheme;
    private final HstsSchedule hsts;
    private final boolean passes;
    private final boolean awaits;

    /** The policy of a host that says {@code hsts} and shares {@code scheme} with the other hosts of its site. */
    public SitePolicy(SiteScheme scheme, HstsSchedule hsts) {
        this(scheme, hsts, false);
    }

    private SitePolicy(SiteScheme scheme, HstsSchedule hsts, boolean awaits) {
        this.scheme = scheme;
        this.hsts = hsts;
        this.passes = hsts.whole() instanceof HstsPolicy.Backend;
        this.awaits = awaits;
    }

    /** The same scheme with another policy. */
    public SitePolicy saying(HstsSchedule other) {
        return new SitePolicy(scheme, other, awaits);
    }

    /** The same while the host has no certificate yet. */
    public SitePolicy awaiting() {
        return new SitePolicy(scheme, hsts, true);
    }

    /** Whether the first certificate of the host is awaited, so that nothing of it is served over TLS. */
    public boolean isAwaiting() {
        return awaits;
    }

    /**
     * What becomes of a request: the one decision about redirects, for every listener and for whatever explains it.
     *
     * @param site the policy of the host the request is for, or null if it is none of ours
     * @param secure whether it came over TLS
     * @param target whether the request has a path that can be repeated; {@code OPTIONS *} has none
     */
    public static Decision decide(
            @Nullable SitePolicy site,
            boolean secure,
            Method method,
            @Nullable Authority authority,
            boolean target,
            long now) {
        Decision served = decideServedInTheClear(method);
        if (served != Decision.PROCEED) {
            return served;
        }
        if (site == null) {
            return new Decision.Refuse(secure ? Failure.MISDIRECTED : Failure.UNKNOWN_HOST);
        }
        return secure
                ? site.decideSecure(method, authority, target, now)
                : site.decidePlaintext(method, authority, target, now);
    }

    /** What becomes of a request that its site serves in the clear: nothing leads it to https. */
    public static Decision decideServedInTheClear(Method method) {
        return method == Method.CONNECT || method == Method.TRACE
                ? new Decision.Refuse(Failure.METHOD_NOT_ALLOWED)
                : Decision.PROCEED;
    }

    /**
     * Over plaintext, every request is refused, or goes to https on the same host first: a redirect that changed the host here would skip
     * the policy of the host that was asked for (RFC 6797 7.2).
     *
     * @param target whether the request has a path that can be repeated; {@code OPTIONS *} has none
     */
    Decision decidePlaintext(Method method, @Nullable Authority authority, boolean target, long now) {
        return switch (scheme.plaintext()) {
            case REFUSE -> new Decision.Refuse(Failure.PLAINTEXT_REFUSED);
            case CLOSE -> Decision.CLOSE;
            case AWAIT -> new Decision.Refuse(Failure.CERTIFICATE_AWAITED);
            case REDIRECT -> {
                if (authority == null) {
                    yield new Decision.Refuse(Failure.UNKNOWN_HOST);
                }
                yield target
                        ? new Decision.Redirect(redirectStatus(method, now), scheme.originOf(authority.host()))
                        : new Decision.Refuse(Failure.MALFORMED_REQUEST);
            }
        };
    }

    /** Over TLS, a host that is not the canonical one is sent there, with its own policy on the redirect. */
    Decision decideSecure(Method method, @Nullable Authority authority, boolean target, long now) {
        Origin canonical = authority == null ? null : scheme.canonicalFor(authority.host());
        if (canonical == null) {
            return Decision.PROCEED;
        }
        if (!target) {
            return new Decision.Refuse(Failure.MALFORMED_REQUEST);
        }
        return new Decision.Redirect(redirectStatus(method, now), canonical);
    }

    /** The status of a redirect that answers this method. */
    public int redirectStatus(Method method, long now) {
        return scheme.redirects().statusFor(method, hsts.at(now).isBeforeRamp());
    }

    /** What an answer over TLS says about HSTS. */
    public HstsField hsts(long now) {
        return hsts.at(now).policy().field();
    }

    /** How visitors of the site come to its apex, or null. */
    public @Nullable ApexPin pin() {
        return scheme.pin();
    }

    /** Whether the backend's own field is passed on. */
    public boolean passesHstsOfBackend() {
        return passes;
    }

    /** What the host says about HSTS at every instant. */
    public HstsSchedule schedule() {
        return hsts;
    }

    /** The https origin under which clients reach {@code host}. */
    public Origin originOf(String host) {
        return scheme.originOf(host);
    }
}
