package frontdoor.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Lines packed into one buffer on their way to an output, and how far they came. Where a line was cut by a failure, the next one
 * starts on a line of its own.
 *
 * <h2>Buffers</h2>
 *
 * One direct one, kept for good.
 *
 * <h2>Threads</h2>
 *
 * Confined to a writer's thread.
 */
final class LinesInBuffer {
    private final ByteBuffer buffer;
    /** Octets of the lines of this batch that the output has taken. */
    private long written;
    /** Whether the output ends in the middle of a line. */
    private boolean torn;

    LinesInBuffer(int octets) {
        buffer = ByteBuffer.allocateDirect(octets);
    }

    /** Writes all of {@code lines}, or fails: {@link #unwritten} tells how far it came. */
    void write(List<byte[]> lines, LineOutput output) throws IOException {
        written = 0;
        buffer.clear();
        if (torn) {
            buffer.put((byte) '\n');
            written = -1;
        }
        for (byte[] line : lines) {
            for (int at = 0; at < line.length; ) {
                if (!buffer.hasRemaining()) {
                    drain(output);
                }
                int part = Math.min(line.length - at, buffer.remaining());
                buffer.put(line, at, part);
                at += part;
            }
        }
        drain(output);
        torn = false;
    }

    private void drain(LineOutput output) throws IOException {
        buffer.flip();
        try {
            output.write(buffer);
        } finally {
            written += buffer.position();
            buffer.clear();
        }
    }

    /** How many of {@code lines}, whose writing failed, have not come out whole. */
    long unwritten(List<byte[]> lines) {
        torn = torn && written < 0;
        long end = 0;
        long unwritten = 0;
        for (byte[] line : lines) {
            torn |= end < written && written < end + line.length;
            end += line.length;
            unwritten += end > written ? 1 : 0;
        }
        return unwritten;
    }
}
