package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_HEADERS;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.HEADERS;
import static frontdoor.fixture.Http2Frames.PRIORITY;
import static frontdoor.fixture.Http2Frames.PRIORITY_FIELDS;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.ints;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static frontdoor.http2.RawClient.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Http2Frames;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9113 5.1: what a client had sent before it knew that its streams were over is no fault of the others. */
class LateFramesTest {
    private static final int STREAMS = 250;
    private static final int ALLOWANCE = 1000 + 4 * STREAMS;
    /** What the window of all bodies lets pass in pieces of 16 octets. */
    private static final int TINY_PIECES = 1024 * 1024 / 16;

    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    /** A download is under way, and all uploads beside it are answered and reset before their end. */
    @BeforeEach
    void endUploads() {
        client.send(headers(1, END_STREAM, GET));
        client.core.script = stream -> RecordingStarter.answer(stream, 404, "no");
        for (int i = 0; i < STREAMS; i++) {
            client.send(headers(id(i), 0, POST));
        }
        assertThat(client.received())
                .filteredOn(f -> f.startsWith("RST_STREAM"))
                .hasSize(STREAMS);
    }

    private static int id(int upload) {
        return 2 * upload + 3;
    }

    private void assertServing() {
        assertThat(client.received()).noneMatch(f -> f.startsWith("GOAWAY") || f.startsWith("RST_STREAM"));
        RecordingStarter.answer(client.core.streams.getFirst(), 200, "here");
        assertThat(client.received()).contains("DATA 1 4 end");
    }

    @Test
    void ignoresDataAndGivesItsWindowBack() {
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < STREAMS; i++) {
                client.send(data(id(i), 8 * 1024, round == 3));
            }
        }
        // 8 MB went through a window of 1 MiB.
        assertThat(client.received()).isNotEmpty().allMatch(f -> f.startsWith("WINDOW_UPDATE 0 "));
        assertServing();
    }

    @Test
    void ignoresResetsAndWindowsAndPriorities() {
        for (int i = 0; i < STREAMS; i++) {
            client.send(windowUpdate(id(i), 1), frame(PRIORITY, 0, id(i), new byte[] {0, 0, 0, 1, 1}));
            client.send(frame(RST_STREAM, 0, id(i), ints(8)));
        }
        assertServing();
    }

    /** The table of HPACK is the connection's: what a dropped trailer section adds to it counts. */
    @Test
    void takesTheFieldsOfLateTrailersIntoItsTable() {
        byte[] indexed = {0x40, 3, 'x', '-', 'y', 1, '7'};
        for (int i = 0; i < STREAMS; i++) {
            client.send(frame(HEADERS, END_STREAM | END_HEADERS, id(i), indexed));
        }
        byte[] reference = {(byte) 0xbe};
        client.core.script = _ -> {};
        client.send(frame(
                HEADERS,
                END_STREAM | END_HEADERS,
                id(STREAMS),
                ByteBufUtil.getBytes(Unpooled.copiedBuffer(Http2Frames.block(GET), reference))));
        assertThat(client.events()).contains(STREAMS + 1 + " start GET / example.com length=0 x-y=7");
    }

    private void assertCalmedByAFloodOf(IntFunction<byte[]> late) {
        assertCalmedByAFloodOf(ALLOWANCE, late);
    }

    private void assertCalmedByAFloodOf(int allowance, IntFunction<byte[]> late) {
        int sent = 0;
        while (client.isOpen() && sent < 2 * allowance) {
            client.send(late.apply(id(sent++ % STREAMS)));
        }
        assertThat(sent).isEqualTo(allowance + 1);
        assertThat(client.received()).last().asString().startsWith("GOAWAY").endsWith("ENHANCE_YOUR_CALM");
    }

    @Test
    void calmsAFloodOfTrailers() {
        assertCalmedByAFloodOf(stream -> headers(stream, END_STREAM, "x", "y"));
    }

    @Test
    void calmsAFloodOfHeadsThatNameAPriority() {
        byte[] payload =
                ByteBufUtil.getBytes(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 0, 15}, Http2Frames.block("x", "y")));
        assertCalmedByAFloodOf(stream -> frame(HEADERS, END_HEADERS | PRIORITY_FIELDS, stream, payload));
    }

    @Test
    void calmsAFloodOfEmptyData() {
        assertCalmedByAFloodOf(stream -> data(stream, 0, true));
    }

    @Test
    void calmsAFloodOfResets() {
        assertCalmedByAFloodOf(stream -> frame(RST_STREAM, 0, stream, ints(8)));
    }

    @Test
    void calmsAFloodOfWindows() {
        assertCalmedByAFloodOf(stream -> windowUpdate(stream, 1));
    }

    /** What windows let pass is legal, in whatever pieces it comes. */
    @Test
    void ignoresManyTinyPiecesOfBodies() {
        for (int i = 0; i < 20 * STREAMS; i++) {
            client.send(data(id(i % STREAMS), 1, false));
        }
        assertThat(client.received()).allMatch(f -> f.startsWith("WINDOW_UPDATE 0 "));
        assertServing();
    }

    /** It lets no more pass. */
    @Test
    void calmsAFloodOfTinyPiecesOfBodies() {
        assertCalmedByAFloodOf(1000 + TINY_PIECES, stream -> data(stream, 1, false));
    }

    /** What is under way of hundreds of uploads at once, in every kind. */
    @Test
    void allowsTheLateFramesOfEveryUpload() {
        for (int i = 0; i < STREAMS; i++) {
            client.send(data(id(i), 100, false), data(id(i), 1, false), windowUpdate(id(i), 1));
            client.send(headers(id(i), END_STREAM, "x", "y"), frame(RST_STREAM, 0, id(i), ints(8)));
        }
        assertServing();
    }

    /** Only for a while: then it is a client that does not know what it does. */
    @Test
    void takesThemForErrorsHalfAMinuteLater() {
        client.pass(seconds(29));
        client.send(data(id(0), 1024, false));
        assertThat(client.isOpen()).isTrue();
        client.pass(seconds(2));
        client.send(data(id(0), 1024, false));
        assertThat(client.received()).containsExactly("RST_STREAM " + id(0) + " STREAM_CLOSED");
    }

    /** S15: what ends work counts, whatever was ended before. */
    @Test
    void stillCalmsAClientThatResetsWhatIsUnderWay() {
        client.core.script = _ -> {};
        int sent = 0;
        while (client.isOpen() && sent < 300) {
            int stream = id(STREAMS + sent++);
            client.send(headers(stream, END_STREAM, GET), frame(RST_STREAM, 0, stream, ints(8)));
        }
        assertThat(sent).isEqualTo(201);
        assertThat(client.received()).last().asString().endsWith("ENHANCE_YOUR_CALM");
    }
}
