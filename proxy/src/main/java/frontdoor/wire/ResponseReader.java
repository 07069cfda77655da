package frontdoor.wire;

import frontdoor.http.Failure;
import frontdoor.http.Method;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * Reads response heads strictly (RFC 9112 4 to 6): one per upstream connection, reused from response to response.
 *
 * <p>Content-Length and Transfer-Encoding are understood and taken out; all other fields stay, Connection included.
 *
 * <h2>Buffers</h2>
 *
 * Octets of the head are copied out of the input, which is never retained.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class ResponseReader {
    /** A reader for one connection. */
    public ResponseReader(HeadLimits limits) {}

    /**
     * Prepares for the response to a request; interim heads need no reset in between.
     *
     * @param requestMethod decides whether a body can follow (RFC 9112 6.3)
     * @param upgradeRequested whether 101 is an answer to this request (RFC 9110 15.2.2)
     */
    public void reset(Method requestMethod, boolean upgradeRequested) {}

    /** Whether an octet of this head was received. */
    public boolean started() {
        return false;
    }

    /**
     * Reads on. Borrows {@code in} for the call and advances its reader index past what was taken. Each interim head is
     * {@link Progress#DONE} of its own; the next call then begins the next head and resets {@code head} itself.
     */
    public Progress read(ByteBuf in, ResponseHead head) {
        return Progress.MORE;
    }

    /** Why, after {@link Progress#FAILED}. */
    public Failure failure() {
        return Failure.UPSTREAM_BAD_RESPONSE;
    }

    /** After {@link Progress#DONE}. TUNNEL after 101; NONE for an answer to HEAD, 1xx, 204, 304 and a length of 0. */
    public BodyFraming framing() {
        return BodyFraming.NONE;
    }

    /** After {@link Progress#DONE}: whether the backend keeps the connection, by version and Connection (RFC 9112 9.3). */
    public boolean keepAlive() {
        return true;
    }
}
