package frontdoor.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The compression of one body.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop.
 *
 * <h2>Closing</h2>
 *
 * To be closed whatever becomes of the body; again does nothing.
 */
public final class Compressor implements AutoCloseable {
    private static final int LEAST = 512;

    private final Compressors home;
    private final int cost;
    private final Encoder encoder;
    private final ByteBufAllocator buffers;
    private boolean closed;

    Compressor(Compressors home, int cost, Encoder encoder, ByteBufAllocator buffers) {
        this.home = home;
        this.cost = cost;
        this.encoder = encoder;
        this.buffers = buffers;
    }

    /** One step of the encoder. */
    private interface Step {
        void run(ByteBuf out);
    }

    /** What comes of {@code data} by now, which may be nothing. Takes ownership of {@code data}; the caller owns the result. */
    public ByteBuf compress(ByteBuf data) {
        try {
            return run(data.readableBytes() / 2, out -> encoder.encode(data, out));
        } finally {
            data.release();
        }
    }

    /** What is needed to read everything so far. The caller owns the result. */
    public ByteBuf flush() {
        return run(0, encoder::flush);
    }

    /** The rest. The caller owns the result. */
    public ByteBuf finish() {
        return run(0, encoder::finish);
    }

    private ByteBuf run(int expected, Step step) {
        ByteBuf out = buffers.directBuffer(Math.max(LEAST, expected));
        boolean done = false;
        try {
            step.run(out);
            done = true;
            return out;
        } finally {
            if (!done) {
                out.release();
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            encoder.close();
            home.onClosed(cost);
        }
    }
}
