package frontdoor.forward;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a request's body that wait for a backend's connection, in memory that their octets bound.
 *
 * <h2>Buffers</h2>
 *
 * Owns what it holds. Small pieces are copied together: kept as it came, a piece of one octet would cost a hundred times that, and the
 * buffer it was cut from.
 */
final class HeldPieces {
    /** Pieces of up to this many octets are copied. */
    private static final int COPIED = 2048;
    /** The most that is copied into one buffer, which begins small: usually little comes before the connection is there. */
    private static final int ROOM = 16 * 1024;

    private final Deque<ByteBuf> pieces = new ArrayDeque<>();
    /** The last piece, if it is made of copies: what comes next is copied behind it. */
    private @Nullable ByteBuf copies;

    /** Holds a piece behind the others. Takes ownership of {@code data}. */
    void add(ByteBuf data) {
        int octets = data.readableBytes();
        if (octets > COPIED) {
            copies = null;
            pieces.add(data);
            return;
        }
        ByteBuf to = copies;
        if (to == null || to.maxWritableBytes() < octets) {
            to = data.alloc().ioBuffer(octets, ROOM);
            copies = to;
            pieces.add(to);
        }
        to.writeBytes(data);
        data.release();
    }

    /** Takes the first piece, or null: there is none. The caller owns the result. */
    @Nullable
    ByteBuf poll() {
        ByteBuf first = pieces.poll();
        if (first == copies) {
            copies = null;
        }
        return first;
    }

    /** Drops everything. */
    void release() {
        copies = null;
        pieces.forEach(ByteBuf::release);
        pieces.clear();
    }
}
