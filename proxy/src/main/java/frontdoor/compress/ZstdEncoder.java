package frontdoor.compress;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** Zstandard (RFC 8878), by its own library. */
final class ZstdEncoder implements Encoder {
    private static final int LEVEL = 3;
    /** Bits of the window: 256 KiB; a client takes up to 8 MiB (RFC 9659 3). */
    private static final int WINDOW = 18;

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private final ZstdCompressCtx zstd = new ZstdCompressCtx();

    ZstdEncoder() {
        zstd.setLevel(LEVEL);
        zstd.setWindowLog(WINDOW);
    }

    @Override
    public void encode(ByteBuf data, ByteBuf out) {
        ByteBuf direct = data.isDirect() && data.nioBufferCount() == 1 ? data : copy(data, out);
        try {
            push(direct.nioBuffer(), EndDirective.CONTINUE, out);
            data.skipBytes(data.readableBytes());
        } finally {
            if (direct != data) {
                direct.release();
            }
        }
    }

    /** The library reads memory beside the heap only. */
    private static ByteBuf copy(ByteBuf data, ByteBuf out) {
        return out.alloc()
                .directBuffer(data.readableBytes())
                .writeBytes(data, data.readerIndex(), data.readableBytes());
    }

    @Override
    public void flush(ByteBuf out) {
        push(NOTHING.duplicate(), EndDirective.FLUSH, out);
    }

    @Override
    public void finish(ByteBuf out) {
        push(NOTHING.duplicate(), EndDirective.END, out);
    }

    private void push(ByteBuffer octets, EndDirective directive, ByteBuf out) {
        boolean done;
        do {
            out.ensureWritable(512);
            ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
            int before = room.position();
            done = zstd.compressDirectByteBufferStream(room, octets, directive);
            out.writerIndex(out.writerIndex() + room.position() - before);
        } while (directive == EndDirective.CONTINUE ? octets.hasRemaining() : !done);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
