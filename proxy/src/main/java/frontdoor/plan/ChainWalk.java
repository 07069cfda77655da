package frontdoor.plan;

import frontdoor.client.Client;
import frontdoor.http.Failure;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.Url;
import frontdoor.pairs.CertificatePair;
import frontdoor.scheme.HostRules;
import frontdoor.scheme.Outcome;
import frontdoor.scheme.ReservedPage;
import frontdoor.scheme.SiteRoute;
import frontdoor.x509.PresentedCertificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows redirects as a browser without any policy would, asking at each hop the functions that serve. */
final class ChainWalk {
    private static final PresentedCertificate EVERY_NAME = _ -> true;

    /** Where Chromium and Firefox give up. A route that leads below itself has no end: each redirect makes the path longer. */
    static final int MOST_REDIRECTS = 20;

    private final Scheme scheme;
    private final boolean certified;
    private final List<Hop> hops = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();
    private final RequestHead request;

    /** @param certified whether a host without a certificate ends the connection */
    private ChainWalk(Scheme scheme, boolean certified) {
        this.scheme = scheme;
        this.certified = certified;
        this.request = scheme.request();
    }

    /** The chain from {@code http://HOST/} on; where plaintext leads nowhere, the one from {@code https://HOST/} follows. */
    static Chain ofHost(Scheme scheme, String host) {
        return ofHost(new ChainWalk(scheme, true), host);
    }

    /** The same as the configuration alone decides it: as if every host had a certificate. */
    static Chain asWritten(Scheme scheme, String host) {
        return ofHost(new ChainWalk(scheme, false), host);
    }

    private static Chain ofHost(ChainWalk walk, String host) {
        Chain.End end = walk.follow(Url.root(false, host, 80));
        if (walk.hops.size() == 1 && !(walk.hops.getFirst().outcome() instanceof Hop.Redirects)) {
            end = walk.follow(Url.root(true, host, walk.scheme.config().listen().publicTlsPort()));
        }
        return new Chain(walk.hops, end);
    }

    /** The chain from {@code url} on. */
    static Chain of(Scheme scheme, Url url) {
        ChainWalk walk = new ChainWalk(scheme, true);
        Chain.End end = walk.follow(url);
        return new Chain(walk.hops, end);
    }

    private Chain.End follow(Url first) {
        Url url = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            if (!visited.add(url.toString())) {
                return Chain.End.LOOP;
            }
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
        return Chain.End.ENDLESS;
    }

    private boolean servedHere(Url url) {
        boolean sameHost = url.host().equals(hops.getLast().url().host());
        boolean port = url.secure() ? url.port() == scheme.config().listen().publicTlsPort() : url.port() == 80;
        return port && (sameHost || scheme.names(url.host()));
    }

    private Hop hop(Url url) {
        Scheme.Site site = scheme.find(url.host());
        if (!url.secure() && scheme.config().listen().plaintext().isEmpty()) {
            return unanswered(url, "listen.plaintext", "nothing listens in the clear");
        }
        CertificatePair certificate =
                url.secure() ? scheme.certificateOf(url.host()).orElse(null) : null;
        if (url.secure() && certificate == null && (site == null || certified)) {
            return site == null ? unanswered(url, "sites", "no site has this host") : uncovered(url, site);
        }
        if (site == null) {
            Outcome<Target> refused = HostRules.decide(
                    null,
                    scheme.everywhere(),
                    request(url),
                    Client.anybody(certificate),
                    scheme.at().getEpochSecond());
            String decided = refused instanceof Outcome.Page<Target>(ReservedPage page) ? page.setting() : "sites";
            return new Hop(url, unknown(refused), decided, null, "", certificate);
        }
        Outcome<Target> outcome = HostRules.decide(
                site, scheme.everywhere(), request(url), Client.anybody(presented(url, certificate)), site.now());
        String key = DecidingKey.of(site, outcome, url.secure());
        return isGuarded(outcome)
                ? hop(site, url, outcome, key, certificate)
                        .behind(Guards.of(scheme.config().places(), site.config(), key))
                : hop(site, url, outcome, key, certificate);
    }

    private Hop uncovered(Url url, Scheme.Site site) {
        return site.config().acme()
                ? unanswered(url, site.key("certificate"), "the first certificate is awaited")
                : unanswered(url, scheme.hostKey(site, url.host()), "no certificate covers the host");
    }

    private static boolean isGuarded(Outcome<Target> outcome) {
        return outcome instanceof SiteRoute.Forward
                || outcome instanceof Outcome.ForwardAs
                || outcome instanceof SiteRoute.Answer;
    }

    private Hop hop(
            Scheme.Site site, Url url, Outcome<Target> outcome, String decided, @Nullable CertificatePair certificate) {
        Hop.Outcome seen = seen(outcome);
        String key = decided;
        if (isGuarded(outcome) && site.config().maintenance().isPresent()) {
            seen = new Hop.Answers(503, "in maintenance, but for whom it allows");
            key = site.key("maintenance");
        }
        if (!url.secure()) {
            return new Hop(url, seen, key, null, "", null);
        }
        byte[] value = site.policy().hsts(site.now()).value();
        String hsts = value == null ? null : Octets.text(value, 0, value.length);
        return new Hop(url, seen, key, hsts, PolicyNote.of(site, outcome, scheme.at()), certificate);
    }

    /** What the client is shown, or, as it is written, one that names every host; null in the clear. */
    private @Nullable PresentedCertificate presented(Url url, @Nullable CertificatePair certificate) {
        return !url.secure() || certified ? certificate : EVERY_NAME;
    }

    private static Hop unanswered(Url url, String key, String why) {
        return new Hop(url, new Hop.Closes(why), key, null, "", null);
    }

    /** Borrowed until the next one is asked for. */
    private RequestHead request(Url url) {
        request.clear();
        byte[] method = Octets.of("GET");
        request.setMethod(request.fields().append(method, 0, method.length), method.length);
        byte[] target = Octets.of(url.target());
        request.setTarget(request.fields().append(target, 0, target.length), target.length);
        request.setAuthority(url.authority());
        return request;
    }

    private static Hop.Outcome seen(Outcome<Target> outcome) {
        return switch (outcome) {
            case SiteRoute.Forward<Target>(Target target, String _) -> new Hop.Forwards(target, null);
            case Outcome.ForwardAs<Target>(SiteRoute.Forward<Target>(Target target, String _), byte[] as) ->
                new Hop.Forwards(target, Octets.text(as, 0, as.length));
            case SiteRoute.Answer<Target> answer -> new Hop.Answers(answer.status(), "by a route");
            case Outcome.Redirect<Target>(int status, byte[] location, String _) ->
                new Hop.Redirects(status, Octets.text(location, 0, location.length));
            case Outcome.Page<Target>(ReservedPage page) -> new Hop.Answers(page.status(), page.words());
            case Outcome.Refuse<Target>(Failure failure) -> new Hop.Answers(failure.status(), why(failure));
            case Outcome.Close<Target>() -> new Hop.Closes("no answer in the clear");
        };
    }

    private static Hop.Outcome unknown(Outcome<Target> refused) {
        return refused instanceof Outcome.Refuse<Target>(Failure failure)
                ? new Hop.Answers(failure.status(), "no site has this host")
                : seen(refused);
    }

    /** What a GET can meet. */
    private static String why(Failure failure) {
        return switch (failure) {
            case PLAINTEXT_REFUSED -> "refused in the clear";
            case CERTIFICATE_AWAITED -> "the first certificate is awaited";
            case NO_ROUTE -> "no route leads on";
            case MISDIRECTED -> "the certificate does not name this host";
            case AMBIGUOUS_PATH -> "backends could read the path in two ways";
            default -> failure.toString();
        };
    }
}
