package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_HEADERS;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.HEADERS;
import static frontdoor.fixture.Http2Frames.PRIORITY_FIELDS;
import static frontdoor.fixture.Http2Frames.block;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static frontdoor.http2.RawClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Http2Frames;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * H16, K13: The cost of malformed requests to the client that sends them, and what well-formed ones earn it (CONFORMANCE chapter
 * 12).
 */
class FrameBudgetTest {
    private static final String[] POST_OF_ONE = with(POST, "content-length", "1");
    private static final int ALLOWANCE = 200;

    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    private void assertCalmed(IntFunction<byte[]> request) {
        for (int i = 0; client.isOpen() && i < 1500; i++) {
            client.send(request.apply(2 * i + 1));
        }
        assertThat(client.isOpen()).isFalse();
        assertThat(client.received()).last().asString().startsWith("GOAWAY").endsWith("ENHANCE_YOUR_CALM");
    }

    /** Every one of these requests reaches the backend before it turns out to be malformed. */
    private void assertCalmedBy(String[] head, IntFunction<byte[]> rest) {
        assertCalmed(stream -> concat(headers(stream, 0, head), rest.apply(stream)));
        assertThat(client.core.streams).hasSize(ALLOWANCE + 1);
        assertThat(client.events()).filteredOn(e -> e.contains("failure")).hasSize(ALLOWANCE + 1);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(first, second));
    }

    /** S16: MadeYouReset, by more octets than announced. */
    @Test
    void calmsAClientWhoseBodiesAreTooLong() {
        assertCalmedBy(POST_OF_ONE, stream -> concat(data(stream, 1, false), data(stream, 1, false)));
    }

    /** S16: by fewer octets than announced. */
    @Test
    void calmsAClientWhoseBodiesEndEarly() {
        assertCalmedBy(POST_OF_ONE, stream -> data(stream, 0, true));
    }

    /** S16: by trailers in the place of the body that was announced. */
    @Test
    void calmsAClientWhoseTrailersCutBodiesShort() {
        assertCalmedBy(POST_OF_ONE, stream -> headers(stream, END_STREAM, "x", "y"));
    }

    /** S16: by pseudo-header fields in trailers. */
    @Test
    void calmsAClientWhoseTrailersAreMalformed() {
        assertCalmedBy(POST, stream -> headers(stream, END_STREAM, ":path", "/evil"));
    }

    /** S16: by heads that no backend sees. */
    @Test
    void calmsAClientWhoseHeadsAreMalformed() {
        assertCalmed(stream -> headers(stream, END_STREAM, with(GET, "connection", "close")));
    }

    /** A stream is reset once, however much of it is malformed. */
    @Test
    void countsAMalformedRequestOnce() {
        client.send(Http2Frames.setting(4, 0), headers(1, 0, POST_OF_ONE));
        for (int i = 0; i < 2 * ALLOWANCE; i++) {
            client.send(data(1, 100, false));
        }
        assertThat(client.events()).contains("0 failure bad_framing");
        assertThat(client.isOpen()).isTrue();
    }

    /** A head earns the same whether or not it names a priority: here two window updates per request. */
    @Test
    void allowsWhatComesWithRequestsThatNameAPriority() {
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "");
        for (int i = 0; i < 1000; i++) {
            client.send(headersWithPriority(2 * i + 1), windowUpdate(0, 1), windowUpdate(0, 1));
        }
        assertThat(client.isOpen()).isTrue();
    }

    private static byte[] headersWithPriority(int stream) {
        byte[] payload = concat(new byte[] {0, 0, 0, 0, 15}, block(GET));
        return frame(HEADERS, END_STREAM | END_HEADERS | PRIORITY_FIELDS, stream, payload);
    }
}
