package frontdoor.scheme;

import frontdoor.challenge.ChallengePath;
import frontdoor.challenge.ForeignAnswers;
import frontdoor.challenge.HttpChallenges;
import frontdoor.config.AcmeConfig;
import frontdoor.config.SiteSettings;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReservedPath;
import frontdoor.policy.SitePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the page of our own that a request asks for: of a configured host, below the reserved path or where authorities look for answers. */
public final class ReservedPages {
    private ReservedPages() {}

    /** Those that {@code policy} and {@code settings} ask for; of several that a request asks for, the first counts. */
    public static List<ReservedPage> of(SitePolicy policy, SiteSettings settings) {
        List<ReservedPage> pages = new ArrayList<>();
        ApexPin pin = policy.pin();
        if (pin != null) {
            pages.add(new ReservedPage.Pin(pin));
        }
        if (settings.mixedContent()) {
            pages.add(new ReservedPage.Report(true));
        }
        pages.add(new ReservedPage.Report(false));
        return List.copyOf(pages);
    }

    /** The same of a site that asks for certificates: authorities find {@code challenges} there. */
    public static List<ReservedPage> of(SitePolicy policy, SiteSettings settings, HttpChallenges challenges) {
        List<ReservedPage> pages = new ArrayList<>(of(policy, settings));
        pages.addFirst(new ReservedPage.Challenge(challenges));
        return List.copyOf(pages);
    }

    /** Those that are answered for whatever host, be it one that nobody has configured; {@code answers} are where they are found, if at all. */
    public static List<ReservedPage> everywhere(AcmeConfig acme, @Nullable ForeignAnswers answers) {
        return acme.foreign()
                .<List<ReservedPage>>map(client -> List.of(new ReservedPage.Foreign(client, answers)))
                .orElse(List.of());
    }

    /** The page, of the host's own before those that are {@code everywhere}, or null: then the request goes the way of all others. */
    static @Nullable ReservedPage find(
            @Nullable HostRules<?> host, List<ReservedPage> everywhere, RequestHead request, boolean secure) {
        if (host == null && everywhere.isEmpty() || !isReserved(request)) {
            return null;
        }
        ReservedPage own = host == null ? null : pick(host.pages(), request, secure);
        return own == null ? pick(everywhere, request, secure) : own;
    }

    private static boolean isReserved(RequestHead request) {
        byte[] octets = request.fields().bytes();
        int start = request.targetStart();
        int length = request.targetLength();
        return ReservedPath.isReserved(octets, start, length) || ChallengePath.isBelow(octets, start, length);
    }

    private static @Nullable ReservedPage pick(List<ReservedPage> pages, RequestHead request, boolean secure) {
        for (ReservedPage page : pages) {
            if ((secure || page.isInTheClear()) && page.isAskedFor(request)) {
                return page;
            }
        }
        return null;
    }
}
