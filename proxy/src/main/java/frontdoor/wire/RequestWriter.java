package frontdoor.wire;

import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * Writes request heads for HTTP/1.1 backends, rebuilt from their parts: Host first, every field that was not removed, framing of our
 * own, and the two upgrade fields if it is a websocket handshake.
 *
 * <p>Names from heads of HTTP/2 and 3 are written in title case, for backends that compare with case.
 */
public final class RequestWriter {
    private RequestWriter() {}

    /** Writes a head. Borrows both; {@code out} has room for {@link #sizeHint} or can grow. */
    public static void write(RequestHead head, ByteBuf out) {}

    /** An upper bound of what {@link #write} will write, in octets. */
    public static int sizeHint(RequestHead head) {
        return head.fields().end() + 512;
    }
}
