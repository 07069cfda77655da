package frontdoor.snapshot;

import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.ReservedPath;
import org.jspecify.annotations.Nullable;

/** Finds the page of our own that a request asks for: over TLS, of a configured host, below the reserved path. */
final class ReservedPages {
    private static final ReservedPage PIN = new ReservedPage.Empty(204);

    private ReservedPages() {}

    /** The page, or null: then the request goes the way of all others. */
    static @Nullable ReservedPage find(@Nullable HostRules<?> host, RequestHead request, boolean secure) {
        boolean reserved =
                ReservedPath.isReserved(request.fields().bytes(), request.targetStart(), request.targetLength());
        return reserved && host != null && secure ? pick(host, request) : null;
    }

    private static @Nullable ReservedPage pick(HostRules<?> host, RequestHead request) {
        return isPin(host.policy().pin(), request) ? PIN : null;
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
