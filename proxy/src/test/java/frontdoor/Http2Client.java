package frontdoor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client that speaks raw HTTP/2 frames over a TLS socket: one stream at a time, with windows that never fill. */
final class Http2Client implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int WINDOW = 1 << 24;
    private static final int MAX_FRAME = 1 << 14;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false);
    private int lastStream = -1;
    private boolean goneAway;

    Http2Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[] {0, 4, 1, 0, 0, 0});
        send(WINDOW_UPDATE, 0, 0, new byte[] {1, 0, 0, 0});
        // Only now do the windows of the server hold: a body may be larger than those of the protocol.
        while (readFrame().type() != SETTINGS) {}
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
        frame.writeBytes(payload);
        socket.getOutputStream().write(ByteBufUtil.getBytes(frame));
        socket.getOutputStream().flush();
    }

    /** Opens a stream with these fields, name and value in turn, and returns its number. */
    int open(boolean end, String... namesAndValues) throws IOException {
        lastStream += 2;
        send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), lastStream, block(namesAndValues));
        return lastStream;
    }

    /** Sends part of a body, in as many frames as it takes. */
    void data(int stream, String octets, boolean end) throws IOException {
        byte[] data = octets.getBytes(StandardCharsets.ISO_8859_1);
        int from = 0;
        while (data.length - from > MAX_FRAME) {
            send(DATA, 0, stream, Arrays.copyOfRange(data, from, from + MAX_FRAME));
            from += MAX_FRAME;
        }
        send(DATA, end ? END_STREAM : 0, stream, Arrays.copyOfRange(data, from, data.length));
    }

    /** Gives a stream up. */
    void reset(int stream) throws IOException {
        send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /** Sends a request and reads its answer. */
    Answer exchange(Request request) throws IOException {
        String body = request.body();
        int stream = open(body == null, request.http2());
        if (body != null) {
            data(stream, body, true);
        }
        return read(stream);
    }

    /** Reads frames until this stream has ended. */
    Answer read(int stream) throws IOException {
        List<String> interims = new ArrayList<>();
        List<String> fields = List.of();
        StringBuilder body = new StringBuilder();
        int status = 0;
        while (true) {
            Frame frame = readFrame();
            byte[] payload = frame.payload();
            boolean end = frame.type() <= HEADERS && (frame.flags() & END_STREAM) != 0;
            switch (frame.type()) {
                case GOAWAY -> goneAway = true;
                case RST_STREAM -> {
                    if (frame.stream() == stream) {
                        return new Answer(interims, status, fields, body.toString(), false, !goneAway);
                    }
                }
                case DATA -> {
                    body.append(new String(payload, StandardCharsets.ISO_8859_1));
                    refill(payload.length);
                }
                case HEADERS -> {
                    List<String> head = decode(frame.stream(), payload);
                    int code = Integer.parseInt(head.removeFirst().substring(9));
                    if (code / 100 == 1) {
                        interims.add(code + " " + head);
                    } else {
                        status = code;
                        fields = head;
                    }
                }
                default -> {}
            }
            if (end && frame.stream() == stream) {
                return new Answer(interims, status, fields, body.toString(), true, !goneAway);
            }
        }
    }

    /** Reads frames until the server says that the connection ends, and returns its reason (RFC 9113 7). */
    int readUntilGoneAway() throws IOException {
        Frame frame = readFrame();
        while (frame.type() != GOAWAY) {
            frame = readFrame();
        }
        return frame.payload()[7];
    }

    private record Frame(int type, int flags, int stream, byte[] payload) {}

    /** Reads a frame, and answers it where the protocol asks for that. */
    private Frame readFrame() throws IOException {
        int length = in.read() << 16 | in.readUnsignedShort();
        Frame frame = new Frame(in.readByte(), in.readByte(), in.readInt(), in.readNBytes(length));
        switch (frame.type()) {
            case SETTINGS -> acknowledge(frame.flags(), SETTINGS, new byte[0]);
            case PING -> acknowledge(frame.flags(), PING, frame.payload());
            default -> {}
        }
        return frame;
    }

    private void acknowledge(int flags, int type, byte[] payload) throws IOException {
        if ((flags & 1) == 0) {
            send(type, 1, 0, payload);
        }
    }

    private void refill(int octets) throws IOException {
        if (octets > 0) {
            send(WINDOW_UPDATE, 0, 0, ByteBufUtil.getBytes(Unpooled.buffer().writeInt(Math.min(octets, WINDOW))));
        }
    }

    private List<String> decode(int stream, byte[] block) throws IOException {
        List<String> fields = new ArrayList<>();
        try {
            Http2Headers headers = hpack.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
            headers.forEach(field -> fields.add(field.getKey() + ": " + field.getValue()));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        return fields;
    }

    /** A header block of literals without indexing. */
    private static byte[] block(String... namesAndValues) {
        ByteBuf block = Unpooled.buffer();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.writeByte(0);
            literal(block, namesAndValues[i]);
            literal(block, namesAndValues[i + 1]);
        }
        return ByteBufUtil.getBytes(block);
    }

    private static void literal(ByteBuf out, String text) {
        int rest = text.length() - 127;
        out.writeByte(Math.min(text.length(), 127));
        if (rest >= 0) {
            for (; rest >= 128; rest /= 128) {
                out.writeByte(rest % 128 + 128);
            }
            out.writeByte(rest);
        }
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
