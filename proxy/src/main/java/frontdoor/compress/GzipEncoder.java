package frontdoor.compress;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** gzip (RFC 1952), by the JDK's own zlib. */
final class GzipEncoder implements Encoder {
    private static final int LEVEL = 5;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 checksum = new CRC32();
    private boolean begun;

    @Override
    public void encode(ByteBuf data, ByteBuf out) {
        ByteBuffer octets = data.nioBuffer();
        checksum.update(octets.duplicate());
        deflater.setInput(octets);
        drain(out, Deflater.NO_FLUSH);
        data.skipBytes(data.readableBytes());
    }

    @Override
    public void flush(ByteBuf out) {
        drain(out, Deflater.SYNC_FLUSH);
    }

    @Override
    public void finish(ByteBuf out) {
        deflater.finish();
        drain(out, Deflater.NO_FLUSH);
        out.writeIntLE((int) checksum.getValue());
        out.writeIntLE((int) deflater.getBytesRead());
    }

    private void drain(ByteBuf out, int mode) {
        if (!begun) {
            begun = true;
            out.writeBytes(HEADER);
        }
        int written;
        do {
            out.ensureWritable(512);
            ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
            written = deflater.deflate(room, mode);
            out.writerIndex(out.writerIndex() + written);
            // Only where there was room left is everything out.
        } while (out.writableBytes() == 0 || mode == Deflater.NO_FLUSH && written > 0);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
