package frontdoor.scheme;

import frontdoor.client.Client;
import frontdoor.hosts.Networks;
import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.policy.Decision;
import frontdoor.policy.RouteRedirect;
import frontdoor.policy.SitePolicy;
import frontdoor.route.PathChange;
import frontdoor.route.RouteMatch;
import frontdoor.route.RouteTable;
import frontdoor.x509.PresentedCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that decide about the requests for one host. The server and whatever tells what it will do ask the same
 * {@link #decide}, so that they cannot disagree.
 *
 * @param <T> what a backend is: a group that serves, or only what is told of it
 */
public interface HostRules<T> {
    /** Its redirects and its HSTS policy. */
    SitePolicy policy();

    /** Whether it is a name that somebody wrote, be it as a wildcard: requests for it come with a certificate that names it. */
    boolean named();

    /** Whether a connection on which {@code presented} was presented was made on terms that hold for this host. */
    default boolean admits(PresentedCertificate presented) {
        return true;
    }

    /** Who is served in the clear. */
    Networks plaintextFrom();

    /** The pages of our own that it answers before anything else is asked. */
    List<ReservedPage> pages();

    /** Where a path leads. */
    RouteTable<SiteRoute<T>> routes();

    /**
     * What becomes of a request.
     *
     * @param host the rules of the host the request is for, or null if it is none of ours
     * @param everywhere the pages of our own that are answered for whatever host
     * @param client who has sent it
     * @param now seconds since the epoch
     */
    static <T> Outcome<T> decide(
            @Nullable HostRules<T> host, List<ReservedPage> everywhere, RequestHead request, Client client, long now) {
        PresentedCertificate certificate = client.certificate();
        if (host != null && certificate != null && isMisdirected(host, request, certificate)) {
            return new Outcome.Refuse<>(Failure.MISDIRECTED);
        }
        boolean secure = client.secure();
        ReservedPage page = ReservedPages.find(host, everywhere, request, secure);
        if (page != null) {
            return new Outcome.Page<>(page);
        }
        return !secure && host != null && host.plaintextFrom().contains(client.address())
                ? serveInTheClear(host, request, now)
                : followPolicy(host, request, secure, now);
    }

    /**
     * Whether the connection is none for this host (RFC 9110 7.4, RFC 9113 9.1.2): its certificate does not name it, or it was made on
     * other terms. {@code "*"} and addresses are exempt from the first: no certificate can name what they stand for.
     */
    private static boolean isMisdirected(HostRules<?> host, RequestHead request, PresentedCertificate certificate) {
        Authority authority = request.authority();
        return host.named() && authority != null && !certificate.names(authority.host()) || !host.admits(certificate);
    }

    /** For a device that cannot do TLS: what leads to https, as the way to the canonical host does, would lead it nowhere. */
    private static <T> Outcome<T> serveInTheClear(HostRules<T> host, RequestHead request, long now) {
        return SitePolicy.decideServedInTheClear(request.method()) instanceof Decision.Refuse(Failure failure)
                ? new Outcome.Refuse<>(failure)
                : followRoute(host, request, now);
    }

    private static <T> Outcome<T> followPolicy(
            @Nullable HostRules<T> host, RequestHead request, boolean secure, long now) {
        SitePolicy policy = host == null ? null : host.policy();
        boolean path = request.fields().bytes()[request.targetStart()] == '/';
        return switch (SitePolicy.decide(policy, secure, request.method(), request.authority(), path, now)) {
            case Decision.Proceed() ->
                host == null ? new Outcome.Refuse<>(Failure.MISDIRECTED) : followRoute(host, request, now);
            case Decision.Redirect redirect ->
                new Outcome.Redirect<>(
                        redirect.status(),
                        redirect.location(request.fields().bytes(), request.targetStart(), request.targetLength()),
                        null);
            case Decision.Close() -> new Outcome.Close<>();
            case Decision.Refuse(Failure failure) -> new Outcome.Refuse<>(failure);
        };
    }

    private static <T> Outcome<T> followRoute(HostRules<T> host, RequestHead request, long now) {
        byte[] octets = request.fields().bytes();
        return switch (host.routes().find(request)) {
            case RouteMatch.Found<SiteRoute<T>>(SiteRoute.Forward<T> forward) -> forward;
            case RouteMatch.Found<SiteRoute<T>>(SiteRoute.Answer<T> answer) -> answer;
            case RouteMatch.Found<SiteRoute<T>>(
                    SiteRoute.Changed<T>(SiteRoute.Forward<T> forward, PathChange change)) -> {
                String target = change.of(Octets.text(octets, request.targetStart(), request.targetLength()));
                yield target == null
                        ? new Outcome.Refuse<>(Failure.AMBIGUOUS_PATH)
                        : new Outcome.ForwardAs<>(forward, Octets.of(target));
            }
            case RouteMatch.Found<SiteRoute<T>>(SiteRoute.Elsewhere<T>(RouteRedirect elsewhere, String key)) -> {
                byte[] location = elsewhere.locationOf(octets, request.targetStart(), request.targetLength());
                yield location == null
                        ? new Outcome.Refuse<>(Failure.AMBIGUOUS_PATH)
                        : new Outcome.Redirect<>(host.policy().redirectStatus(request.method(), now), location, key);
            }
            case RouteMatch.None<SiteRoute<T>>() -> new Outcome.Refuse<>(Failure.NO_ROUTE);
            case RouteMatch.Ambiguous<SiteRoute<T>>() -> new Outcome.Refuse<>(Failure.AMBIGUOUS_PATH);
        };
    }
}
