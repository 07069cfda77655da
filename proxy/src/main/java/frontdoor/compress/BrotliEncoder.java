package frontdoor.compress;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.EncoderJNI;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Operation;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Brotli (RFC 7932), by Google's library. */
final class BrotliEncoder implements Encoder {
    private static final int PIECE = 16 << 10;
    /** About as fast as gzip, and smaller. */
    private static final int QUALITY = 4;
    /** Bits of the window: 256 KiB. */
    private static final int WINDOW = 18;

    private final EncoderJNI.Wrapper brotli;

    BrotliEncoder() throws IOException {
        Brotli4jLoader.ensureAvailability();
        brotli = new EncoderJNI.Wrapper(PIECE, QUALITY, WINDOW, Mode.GENERIC);
    }

    @Override
    public void encode(ByteBuf data, ByteBuf out) {
        while (data.isReadable()) {
            ByteBuffer input = brotli.getInputBuffer();
            input.clear();
            int length = Math.min(data.readableBytes(), PIECE);
            input.limit(length);
            data.readBytes(input);
            push(Operation.PROCESS, length, out);
        }
    }

    @Override
    public void flush(ByteBuf out) {
        pushAll(Operation.FLUSH, out);
    }

    @Override
    public void finish(ByteBuf out) {
        pushAll(Operation.FINISH, out);
    }

    /** The library may want to be told more than once, and says so by having sent something. */
    private void pushAll(Operation operation, ByteBuf out) {
        int before;
        do {
            before = out.writerIndex();
            push(operation, 0, out);
        } while (out.writerIndex() > before);
    }

    private void push(Operation operation, int length, ByteBuf out) {
        brotli.push(operation, length);
        while (brotli.isSuccess() && (brotli.hasMoreOutput() || brotli.hasRemainingInput())) {
            if (brotli.hasMoreOutput()) {
                out.writeBytes(brotli.pull());
            } else {
                brotli.push(operation, 0);
            }
        }
        if (!brotli.isSuccess()) {
            throw new IllegalStateException("brotli has failed");
        }
    }

    @Override
    public void close() {
        brotli.destroy();
    }
}
