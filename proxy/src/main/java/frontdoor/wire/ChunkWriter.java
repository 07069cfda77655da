package frontdoor.wire;

import io.netty.buffer.ByteBuf;

/** Writes what stands around the pieces of a chunked body (RFC 9112 7.1). */
public final class ChunkWriter {
    /** The most octets that {@link #writeHead} writes. */
    public static final int MAX_HEAD = 10;

    private static final int CRLF = '\r' << 8 | '\n';

    private ChunkWriter() {}

    /** Writes the size line of a chunk of {@code length} octets, at least 1. Borrows {@code out}. */
    public static void writeHead(int length, ByteBuf out) {
        int shift = (31 - Integer.numberOfLeadingZeros(length)) / 4 * 4;
        while (shift >= 0) {
            out.writeByte(Character.forDigit(length >> shift & 0xf, 16));
            shift -= 4;
        }
        out.writeShort(CRLF);
    }

    /** Writes the line end that follows a chunk's octets. Borrows {@code out}. */
    public static void writeEnd(ByteBuf out) {
        out.writeShort(CRLF);
    }

    /** Writes the last chunk and the end of the (empty) trailers. Borrows {@code out}. */
    public static void writeLast(ByteBuf out) {
        out.writeByte('0');
        out.writeInt(CRLF << 16 | CRLF);
    }
}
