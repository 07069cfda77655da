package frontdoor.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Octets that came from the client and wait to be taken: the rest of a message, or requests sent ahead.
 *
 * <h2>Buffers</h2>
 *
 * Owns what it holds until it is taken or {@link #release()} is called. Usually that is the very buffer the channel read; octets are
 * copied together only when a new buffer arrives while some are left.
 */
final class Unread {
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    /** Appends. Takes ownership of {@code data}. */
    void add(ByteBufAllocator allocator, ByteBuf data) {
        octets = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, octets, data);
    }

    /** Whether there is any. */
    boolean isEmpty() {
        return !octets.isReadable();
    }

    /** The octets, lent until the next call; the reader index says what was taken. */
    ByteBuf octets() {
        return octets;
    }

    /** Takes all of them. The caller owns the result. */
    ByteBuf takeAll() {
        ByteBuf all = octets;
        octets = Unpooled.EMPTY_BUFFER;
        return all;
    }

    /** Gives the memory back if everything was taken. */
    void trim() {
        if (!octets.isReadable()) {
            release();
        }
    }

    /** Drops what is left. */
    void release() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }
}
