package frontdoor.scheme;

import frontdoor.config.SiteSettings;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReservedPath;
import frontdoor.policy.SitePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the page of our own that a request asks for: of a configured host, below the reserved path. */
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

    /** The page, or null: then the request goes the way of all others. */
    static @Nullable ReservedPage find(@Nullable HostRules<?> host, RequestHead request, boolean secure) {
        boolean reserved =
                ReservedPath.isReserved(request.fields().bytes(), request.targetStart(), request.targetLength());
        return reserved && host != null ? pick(host.pages(), request, secure) : null;
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
