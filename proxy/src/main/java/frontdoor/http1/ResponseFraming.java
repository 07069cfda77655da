package frontdoor.http1;

import frontdoor.http.HttpVersion;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.wire.BodyFraming;

/** How the end of a response's body is told to an HTTP/1 client (RFC 9112 6.3). */
final class ResponseFraming {
    private ResponseFraming() {}

    /** Decides for the final response {@code head} to {@code request}; {@code end} says that no body follows. */
    static BodyFraming decide(RequestHead request, ResponseHead head, boolean end) {
        int status = head.status();
        if (request.method() == Method.HEAD || status == 204 || status == 304) {
            return BodyFraming.NONE;
        }
        if (head.bodyLength() != ResponseHead.UNKNOWN_LENGTH) {
            return head.bodyLength() == 0 && end ? BodyFraming.NONE : BodyFraming.LENGTH;
        }
        // RFC 9112 6.1: chunks are for clients that are known to speak HTTP/1.1.
        return request.version() == HttpVersion.HTTP_1_0 ? BodyFraming.UNTIL_CLOSE : BodyFraming.CHUNKED;
    }
}
