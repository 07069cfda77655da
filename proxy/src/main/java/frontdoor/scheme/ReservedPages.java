package frontdoor.scheme;

import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReservedPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the page of our own that a request asks for: of a configured host, below the reserved path. */
final class ReservedPages {
    private static final ReservedPage REPORT = new ReservedPage.Report(true);
    private static final ReservedPage UNWANTED_REPORT = new ReservedPage.Report(false);

    private ReservedPages() {}

    /** Those of a host with these settings; of several that are asked for, the first counts. */
    static List<ReservedPage> of(@Nullable ApexPin pin, boolean collectsReports) {
        List<ReservedPage> pages = new ArrayList<>();
        if (pin != null) {
            pages.add(new ReservedPage.Pin(pin));
        }
        if (collectsReports) {
            pages.add(REPORT);
        }
        pages.add(UNWANTED_REPORT);
        return pages;
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
