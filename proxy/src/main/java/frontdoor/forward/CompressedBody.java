package frontdoor.forward;

import frontdoor.compress.Compressor;
import io.netty.buffer.ByteBuf;

/**
 * The body of an answer that is compressed on its way.
 *
 * <h2>Buffers</h2>
 *
 * Holds what the compressor has not let go, until the end of a turn of the loop: what a backend has sent by then a client can read, and what
 * comes in one go is compressed in one.
 */
final class CompressedBody {
    private final Exchange exchange;
    private final Compressor compressor;
    private final CompressionPace pace;
    private boolean flushing;
    private boolean closed;

    /** The body of the answer of {@code exchange}. Takes ownership of {@code compressor}. */
    CompressedBody(Exchange exchange, Compressor compressor) {
        this.exchange = exchange;
        this.compressor = compressor;
        this.pace = exchange.parts().pace();
    }

    /** Hands on a piece. Takes ownership of {@code data}. */
    void add(ByteBuf data) {
        long begin = pace.now();
        try {
            write(compressor.compress(data));
            flushSoon();
        } catch (Throwable failed) {
            exchange.breakDown(failed);
        }
        pace.onPiece(begin);
    }

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            exchange.client().connection().loop().eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (closed) {
            return;
        }
        long begin = pace.now();
        try {
            write(compressor.flush());
        } catch (Throwable failed) {
            exchange.breakDown(failed);
        }
        pace.onPiece(begin);
    }

    private void write(ByteBuf compressed) {
        if (compressed.isReadable()) {
            exchange.facts().responseBody(compressed.readableBytes());
            exchange.client().writeBody(compressed);
        } else {
            compressed.release();
        }
    }

    /** Whether no more should come before others have had their turn. */
    boolean mustRest() {
        return pace.isSpent();
    }

    /** Everything has come: hands on what is still held. Where that fails the exchange has ended. */
    void finish() {
        if (closed) {
            return;
        }
        try {
            write(compressor.finish());
        } catch (Throwable failed) {
            // The backend's stream has ended by now, and would tell nobody.
            exchange.breakDown(failed);
        }
        close();
    }

    /** Gives back what is held, whatever became of the answer. */
    void close() {
        if (!closed) {
            closed = true;
            compressor.close();
        }
    }
}
