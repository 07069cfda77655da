package frontdoor.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.net.Socket;

/** Asks with HEAD over HTTP/2, on one stream, so that no window matters. */
final class Http2Asking {
    private static final int STREAM = 1;

    private Http2Asking() {}

    static Answer ask(Socket socket, ProbedHost host, Question question) throws IOException {
        Http2Headers head = new DefaultHttp2Headers()
                .method("HEAD")
                .scheme("https")
                .authority(host.name())
                .path(question.path());
        ByteBuf block = Unpooled.buffer();
        try {
            new DefaultHttp2HeadersEncoder().encodeHeaders(STREAM, head, block);
            Http2Frames frames = new Http2Frames(socket);
            frames.write(Http2Frames.HEADERS, Http2Frames.END_HEADERS | Http2Frames.END_STREAM, STREAM, block);
            return read(frames);
        } catch (Http2Exception _) {
            throw new IOException("the answer is not HTTP/2");
        }
    }

    private static Answer read(Http2Frames frames) throws IOException, Http2Exception {
        while (true) {
            Http2Frames.Frame frame = frames.read();
            switch (frame.type()) {
                case Http2Frames.HEADERS -> {
                    return parse(frame);
                }
                case Http2Frames.RST_STREAM -> throw new IOException("the stream was reset");
                case Http2Frames.GOAWAY -> throw new IOException("the connection was ended");
                default -> {}
            }
        }
    }

    private static Answer parse(Http2Frames.Frame frame) throws IOException, Http2Exception {
        // Our own heads are small and plain: one frame, no padding, no priority.
        if (frame.stream() != STREAM || (frame.flags() | Http2Frames.END_STREAM) != Http2Frames.WHOLE_HEAD) {
            throw new IOException("the answer is not one that Frontdoor sends over HTTP/2");
        }
        Http2Headers head = new DefaultHttp2HeadersDecoder(true).decodeHeaders(STREAM, frame.payload());
        return new Answer(
                Integer.parseInt(head.status().toString()),
                head.getAll("strict-transport-security").stream()
                        .map(CharSequence::toString)
                        .toList());
    }
}
