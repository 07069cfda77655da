package frontdoor.compress;

import io.netty.buffer.ByteBuf;

/**
 * One stream of a coding.
 *
 * <h2>Buffers</h2>
 *
 * Memory beside the heap, until {@link #close}.
 *
 * <h2>Threads</h2>
 *
 * One at a time.
 */
interface Encoder extends AutoCloseable {
    /** Encodes {@code data}, which is borrowed and read to its end; what comes of it by now goes to {@code out}. */
    void encode(ByteBuf data, ByteBuf out);

    /** Sends to {@code out} whatever a client needs to read all that was encoded. */
    void flush(ByteBuf out);

    /** Ends the stream. */
    void finish(ByteBuf out);

    /** Gives the memory back; once. */
    @Override
    void close();
}
