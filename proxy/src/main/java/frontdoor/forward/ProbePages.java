package frontdoor.forward;

import frontdoor.http.Failure;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.policy.ReservedPath;

/**
 * The pages in the application's place where the process asks itself: one that is there, and none beside it. So
 * whatever a probe asks, no backend hears of it.
 */
final class ProbePages {
    private static final byte[] PATH = Octets.of(ReservedPath.PROBE);

    private ProbePages() {}

    static void answer(Exchange exchange) {
        RequestHead request = exchange.request();
        if (Octets.equal(request.fields().bytes(), request.targetStart(), request.targetLength(), PATH)) {
            exchange.answerEmpty(200);
        } else {
            exchange.answer(Failure.NO_ROUTE);
        }
    }
}
