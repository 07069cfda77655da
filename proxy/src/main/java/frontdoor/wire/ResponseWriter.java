package frontdoor.wire;

import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/** Writes response heads for HTTP/1 clients: the one place that does. */
public final class ResponseWriter {
    private ResponseWriter() {}

    /**
     * Writes a head: the status line with the backend's reason or the standard one, every field that was not removed, the policy if any,
     * framing, and the connection option. Borrows {@code head} and {@code out}.
     *
     * @param framing what the caller will do: NONE and LENGTH write Content-Length where the status allows it and the length is known,
     *     CHUNKED writes Transfer-Encoding, UNTIL_CLOSE and TUNNEL write neither
     */
    public static void write(
            ResponseHead head, HstsField hsts, BodyFraming framing, ConnectionOption option, ByteBuf out) {}

    /** An upper bound of what {@link #write} will write, in octets. */
    public static int sizeHint(ResponseHead head, HstsField hsts) {
        return head.fields().end() + 512;
    }
}
