package frontdoor.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 over a blocking socket (RFC 9113 4.1). */
final class Http2Frames {
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int WHOLE_HEAD = END_HEADERS | END_STREAM;

    private static final int SETTINGS = 4;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** What a peer may send that was told no other size (RFC 9113 6.5.2). */
    private static final int LARGEST = 16_384;

    /**
     * One frame.
     *
     * @param stream 0 for the connection
     * @param payload on the heap: it need not be released
     */
    record Frame(int type, int flags, int stream, ByteBuf payload) {}

    private final DataInputStream in;
    private final OutputStream out;

    /** Sends the preface of a client. */
    Http2Frames(Socket socket) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(PREFACE);
        write(SETTINGS, 0, 0, Unpooled.EMPTY_BUFFER);
    }

    void write(int type, int flags, int stream, ByteBuf payload) throws IOException {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payload.readableBytes())
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream);
        frame.writeBytes(payload);
        out.write(ByteBufUtil.getBytes(frame));
        out.flush();
    }

    Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        if (length > LARGEST) {
            throw new IOException("the answer is not HTTP/2");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, Unpooled.wrappedBuffer(payload));
    }
}
