package frontdoor.forward;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;

/** The rule for asking once more: once, and only what was certainly not sent, or what may be sent twice (RFC 9110 9.2.2). */
final class RetryRule {
    private static final int ATTEMPTS = 2;

    private RetryRule() {}

    /**
     * Whether {@code request} may be sent again.
     *
     * @param attempt the one that has failed, 1 for the first
     * @param answered whether the client has the head of an answer already
     */
    static boolean allows(RequestHead request, Failure failure, int attempt, boolean answered) {
        if (attempt >= ATTEMPTS || answered) {
            return false;
        }
        return switch (failure.retry()) {
            case NEVER -> false;
            case OTHER_PEER -> true;
            case IF_REPEATABLE -> request.method().idempotent() && request.bodyLength() == 0;
        };
    }
}
