package frontdoor.scheme;

import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReportPath;
import frontdoor.policy.ReservedPath;
import org.jspecify.annotations.Nullable;

/** Finds the page of our own that a request asks for: over TLS, of a configured host, below the reserved path. */
final class ReservedPages {
    private static final ReservedPage PIN = new ReservedPage.Empty(204);
    private static final ReservedPage REPORT = new ReservedPage.Report(true);
    private static final ReservedPage UNWANTED_REPORT = new ReservedPage.Report(false);

    private ReservedPages() {}

    /** The page, or null: then the request goes the way of all others. */
    static @Nullable ReservedPage find(@Nullable HostRules<?> host, RequestHead request, boolean secure) {
        boolean reserved =
                ReservedPath.isReserved(request.fields().bytes(), request.targetStart(), request.targetLength());
        return reserved && host != null && secure ? pick(host, request) : null;
    }

    private static @Nullable ReservedPage pick(HostRules<?> host, RequestHead request) {
        if (isPin(host.policy().pin(), request)) {
            return PIN;
        }
        return ReportPath.isAskedFor(request.fields().bytes(), request.targetStart(), request.targetLength())
                ? pickReport(host, request)
                : null;
    }

    private static ReservedPage pickReport(HostRules<?> host, RequestHead request) {
        return host.collectsReports() && request.method() == Method.POST ? REPORT : UNWANTED_REPORT;
    }

    private static boolean isPin(@Nullable ApexPin pin, RequestHead request) {
        return pin != null
                && pin.isAskedFor(
                        request.method(),
                        request.authority(),
                        request.fields().bytes(),
                        request.targetStart(),
                        request.targetLength());
    }
}
