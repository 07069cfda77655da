package frontdoor.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the body out of a connection's octets (RFC 9112 6 and 7), on both sides; reused from message to message.
 *
 * <h2>Buffers</h2>
 *
 * Pieces are retained slices of the input: no octet of a body is copied.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class BodyReader {
    /**
     * Prepares for the body of a message.
     *
     * @param length octets, for {@link BodyFraming#LENGTH}
     */
    public void reset(BodyFraming framing, long length) {}

    /**
     * The next piece of the body, never empty: a retained slice that the caller owns; or null: more input is needed, or the body is
     * {@link #done()} or has {@link #failed()}. Borrows {@code in} for the call and advances its reader index.
     */
    public @Nullable ByteBuf next(ByteBuf in) {
        return null;
    }

    /** Whether the body is complete. */
    public boolean done() {
        return true;
    }

    /** Whether the chunked framing is broken or over its limits: nothing further on this connection may be read. */
    public boolean failed() {
        return false;
    }

    /** The connection's input has ended: true if the body may end here, false if it was cut off. */
    public boolean onEndOfInput() {
        return true;
    }
}
