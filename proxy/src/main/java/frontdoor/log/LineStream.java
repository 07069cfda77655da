package frontdoor.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A stream whose octets are handed on line by line; a line that does not end is handed on when the stream is flushed, or at its bound.
 *
 * <h2>Threads</h2>
 *
 * One at a time: what wraps it sees to that.
 */
final class LineStream extends OutputStream {
    private static final int LONGEST = 64 * 1024;

    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    @Override
    public void write(int octet) {
        line.write(octet);
        if (octet == '\n' || line.size() >= LONGEST) {
            flush();
        }
    }

    @Override
    public void write(byte[] octets, int start, int length) {
        for (int i = start; i < start + length; i++) {
            write(octets[i]);
        }
    }

    @Override
    public void flush() {
        if (line.size() > 0) {
            lines.accept(line.toByteArray());
            line.reset();
        }
    }
}
