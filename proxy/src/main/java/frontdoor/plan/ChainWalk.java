package frontdoor.plan;

import frontdoor.http.Failure;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.policy.Decision;
import frontdoor.policy.RouteRedirect;
import frontdoor.policy.SitePolicy;
import frontdoor.route.RouteMatch;
import frontdoor.tls.CertificatePair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows redirects as a browser without any policy would, asking at each hop the functions that serve. */
final class ChainWalk {
    private final Scheme scheme;
    private final List<Hop> hops = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private ChainWalk(Scheme scheme) {
        this.scheme = scheme;
    }

    /** The chain from {@code http://HOST/} on; where plaintext leads nowhere, the one from {@code https://HOST/} follows. */
    static Chain ofHost(Scheme scheme, String host) {
        ChainWalk walk = new ChainWalk(scheme);
        Chain.End end = walk.follow(Url.root(false, host, 80));
        if (walk.hops.size() == 1 && !(walk.hops.getFirst().outcome() instanceof Hop.Redirects)) {
            end = walk.follow(Url.root(true, host, scheme.config().listen().publicTlsPort()));
        }
        return new Chain(walk.hops, end);
    }

    /** The chain from {@code url} on. */
    static Chain of(Scheme scheme, Url url) {
        ChainWalk walk = new ChainWalk(scheme);
        Chain.End end = walk.follow(url);
        return new Chain(walk.hops, end);
    }

    private Chain.End follow(Url first) {
        Url url = first;
        while (visited.add(url.toString())) {
            Hop hop = hop(url);
            hops.add(hop);
            if (!(hop.outcome() instanceof Hop.Redirects(int _, String location))) {
                return Chain.End.ANSWERED;
            }
            Url next = Url.parse(location);
            if (next == null || !servedHere(next)) {
                return Chain.End.ELSEWHERE;
            }
            url = next;
        }
        return Chain.End.LOOP;
    }

    private boolean servedHere(Url url) {
        boolean sameHost = url.host().equals(hops.getLast().url().host());
        boolean port = url.secure() ? url.port() == scheme.config().listen().publicTlsPort() : url.port() == 80;
        return port && (sameHost || scheme.names(url.host()));
    }

    private Hop hop(Url url) {
        Scheme.Site site = scheme.find(url.host());
        if (!url.secure()) {
            boolean listens = !scheme.config().listen().plaintext().isEmpty();
            return new Hop(url, listens ? outcome(url, site) : new Hop.Closes(), null, null);
        }
        CertificatePair certificate = scheme.certificateOf(url.host()).orElse(null);
        if (certificate == null) {
            return new Hop(url, new Hop.Closes(), null, null);
        }
        byte[] value = site == null ? null : site.policy().hsts(site.now()).value();
        String hsts = value == null ? null : Octets.text(value, 0, value.length);
        return new Hop(url, outcome(url, site), hsts, certificate);
    }

    private Hop.Outcome outcome(Url url, Scheme.@Nullable Site site) {
        byte[] target = Octets.of(url.target());
        Decision decision = SitePolicy.decide(
                site == null ? null : site.policy(),
                url.secure(),
                Method.GET,
                url.authority(),
                true,
                scheme.at().getEpochSecond());
        return switch (decision) {
            case Decision.Redirect redirect -> {
                byte[] location = redirect.location(target, 0, target.length);
                yield new Hop.Redirects(redirect.status(), Octets.text(location, 0, location.length));
            }
            case Decision.Close() -> new Hop.Closes();
            case Decision.Refuse(var failure) -> new Hop.Answers(failure.status());
            case Decision.Proceed() -> site == null ? new Hop.Closes() : forwarded(site, target);
        };
    }

    private static Hop.Outcome forwarded(Scheme.Site site, byte[] target) {
        return switch (site.routes().find(target, 0, target.length)) {
            case RouteMatch.Found<Leads>(Target found) -> new Hop.Forwards(found);
            case RouteMatch.Found<Leads>(Leads.Elsewhere(RouteRedirect redirect)) -> {
                byte[] location = redirect.locationOf(target, 0, target.length);
                yield location == null
                        ? new Hop.Answers(Failure.AMBIGUOUS_PATH.status())
                        : new Hop.Redirects(
                                site.policy().redirectStatus(Method.GET, site.now()),
                                Octets.text(location, 0, location.length));
            }
            case RouteMatch.None<Leads>() -> new Hop.Answers(Failure.NO_ROUTE.status());
            case RouteMatch.Ambiguous<Leads>() -> new Hop.Answers(Failure.AMBIGUOUS_PATH.status());
        };
    }
}
