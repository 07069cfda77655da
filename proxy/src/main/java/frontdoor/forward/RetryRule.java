package frontdoor.forward;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;

/** The rule for asking once more: only what was certainly not sent, or what may be sent twice (RFC 9110 9.2.2). */
final class RetryRule {
    private RetryRule() {}

    /**
     * Whether {@code request} may be sent again after {@code failure}, no octet of an answer having come.
     *
     * @param elsewhere whether there is a server that has not been asked
     */
    static boolean allows(RequestHead request, Failure failure, boolean elsewhere) {
        return switch (failure.retry()) {
            case NEVER -> false;
            case OTHER_PEER -> true;
            case IF_REPEATABLE -> isRepeatable(request);
            case IF_REPEATABLE_ELSEWHERE -> elsewhere && isRepeatable(request);
        };
    }

    /** Whether the request may have its effect twice, and can be sent twice without anybody having kept its body. */
    static boolean isRepeatable(RequestHead request) {
        return request.method().idempotent() && request.bodyLength() == 0;
    }
}
