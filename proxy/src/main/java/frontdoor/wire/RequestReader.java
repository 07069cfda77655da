package frontdoor.wire;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * Reads request heads strictly (RFC 9112 3 to 6): one per client connection, reused from request to request.
 *
 * <p>After {@link Progress#DONE} the head holds what RequestHead promises. Host has become the authority; Content-Length,
 * Transfer-Encoding and Expect are understood and taken out. All other fields stay, Connection included. After {@link Progress#FAILED}
 * the head holds what was understood so far, for the log and for the site's policy.
 *
 * <h2>Buffers</h2>
 *
 * Octets of the head are copied out of the input, which is never retained.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class RequestReader {
    private Failure failure = Failure.MALFORMED_REQUEST;

    /** A reader for one connection. */
    public RequestReader(HeadLimits limits) {}

    /** Prepares for the next request; the caller has cleared the head. */
    public void reset() {}

    /** Whether an octet of this head was received. */
    public boolean started() {
        return false;
    }

    /**
     * Reads on. Borrows {@code in} for the call and advances its reader index past what was taken: after {@link Progress#DONE} it stands
     * at the first octet of the body or of the next request.
     */
    public Progress read(ByteBuf in, RequestHead head) {
        return Progress.MORE;
    }

    /** Why, after {@link Progress#FAILED}. */
    public Failure failure() {
        return failure;
    }

    /** After {@link Progress#DONE}: NONE, LENGTH (then {@link RequestHead#bodyLength()} tells) or CHUNKED. */
    public BodyFraming framing() {
        return BodyFraming.NONE;
    }

    /** After {@link Progress#DONE}: whether the client wants to keep the connection, by version and Connection (RFC 9112 9.3). */
    public boolean keepAlive() {
        return true;
    }
}
