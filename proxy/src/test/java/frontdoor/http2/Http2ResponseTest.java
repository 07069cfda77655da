package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.setting;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static frontdoor.http2.RawClient.seconds;
import static frontdoor.http2.RawClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.ClientStream;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.HstsField;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How responses are written, and how they are held back (CONFORMANCE chapters 9 and 11). */
class Http2ResponseTest {
    private static final int INITIAL_WINDOW_SIZE = 4;

    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    private ClientStream started(int stream) {
        client.send(headers(stream, END_STREAM, GET));
        return client.core.streams.getLast();
    }

    private static ByteBuf octets(int length) {
        return Unpooled.wrappedBuffer(new byte[length]);
    }

    @Test
    void writesHeadBodyAndEndInTwoFrames() {
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "hello");

        assertThat(client.request(1, GET))
                .containsExactly(
                        "HEADERS 1 :status=200 content-type=text/plain content-length=5"
                                + " strict-transport-security=max-age=60",
                        "DATA 1 5 end");
    }

    @Test
    void writesNamesInLowerCaseAndEveryStatus() {
        int id = 1;
        for (int status : new int[] {200, 204, 206, 304, 400, 404, 500, 201, 302, 421, 599}) {
            ResponseHead head = RecordingStarter.head(status, 0);
            int name = head.fields().append(Octets.of("X-Custom"), 0, 8);
            head.fields().addAt(name, 8, head.fields().append(Octets.of("1"), 0, 1), 1);
            head.fields().add(FieldName.SET_COOKIE, Octets.of("a=b"));
            head.fields().add(FieldName.SERVER, Octets.of("gone"));
            head.fields().removeAll(FieldName.SERVER);
            started(id).writeHead(head, HstsField.NONE, true);
            String length = status == 204 || status == 304 ? "" : " content-length=0";
            assertThat(client.received())
                    .containsExactly(
                            "HEADERS " + id + " :status=" + status + " x-custom=1 set-cookie=a=b" + length + " end");
            id += 2;
        }
    }

    @Test
    void usesTheNamesOfTheStaticTable() {
        ResponseHead head = RecordingStarter.head(200, ResponseHead.UNKNOWN_LENGTH);
        for (String name : List.of("ETag", "Last-Modified", "Vary", "Content-Encoding", "Expires")) {
            int start = head.fields().append(Octets.of(name), 0, name.length());
            head.fields().addAt(start, name.length(), head.fields().append(Octets.of("v"), 0, 1), 1);
        }
        head.fields().add(FieldName.LOCATION, Octets.of("/"));
        started(1).writeHead(head, HstsField.NONE, true);

        assertThat(client.received())
                .containsExactly("HEADERS 1 :status=200 etag=v last-modified=v vary=v content-encoding=v expires=v"
                        + " location=/ end");
    }

    @Test
    void splitsAHeadThatIsLargerThanAFrame() {
        ResponseHead head = RecordingStarter.head(200, 0);
        head.fields().add(FieldName.LOCATION, Octets.of("x".repeat(20_000)));
        started(1).writeHead(head, HstsField.NONE, true);
        client.channel.runPendingTasks();
        ByteBuf out = client.channel.readOutbound();

        assertThat(out.getUnsignedMedium(0)).isEqualTo(16 * 1024);
        assertThat(out.getByte(3)).isEqualTo((byte) 1);
        assertThat(out.getByte(4)).isEqualTo((byte) END_STREAM);
        assertThat(out.getByte(9 + 16 * 1024 + 3)).isEqualTo((byte) 9);
        assertThat(out.getByte(9 + 16 * 1024 + 4)).isEqualTo((byte) 4);
        out.release();
    }

    /** G1: interim heads go before the final one. */
    @Test
    void writesInterimHeads() {
        ClientStream stream = started(1);
        stream.writeInterim(RecordingStarter.head(103, 0));
        RecordingStarter.answer(stream, 200, "x");

        assertThat(client.received()).first().isEqualTo("HEADERS 1 :status=103");
        assertThat(client.received()).isEmpty();
    }

    /** G4: what cannot be completed is reset, so that nobody takes it for complete. */
    @Test
    void resetsAnAbortedResponse() {
        ClientStream stream = started(1);
        stream.writeHead(RecordingStarter.head(200, 100), HstsField.NONE, false);
        stream.writeBody(octets(10));
        stream.abort(Failure.UPSTREAM_CLOSED_EARLY);

        assertThat(client.received())
                .containsExactly("HEADERS 1 :status=200 content-length=100", "RST_STREAM 1 INTERNAL_ERROR");
        assertThat(client.events()).containsExactly("0 start GET / example.com length=0", "0 end");
    }

    /** H13: an early answer is followed by a reset that blames nobody. */
    @Test
    void endsAnUploadThatWasAnsweredEarly() {
        client.core.script = stream -> {
            stream.discardBody();
            RecordingStarter.answer(stream, 413, "no\n");
        };
        client.send(headers(1, 0, POST));
        assertThat(client.received()).endsWith("DATA 1 3 end", "RST_STREAM 1 NO_ERROR");

        client.send(data(1, 1000, false), data(1, 1000, true), windowUpdate(1, 5));
        assertThat(client.received()).isEmpty();
        assertThat(client.request(3, GET)).first().asString().startsWith("HEADERS 3");
    }

    /** H13: no reset if the rest of the request came in the same turn. */
    @Test
    void doesNotResetAnUploadThatIsComplete() {
        client.core.script = stream -> RecordingStarter.answer(stream, 413, "");
        client.channel.writeInbound(Unpooled.wrappedBuffer(headers(1, 0, POST), data(1, 10, true)));

        assertThat(client.received())
                .containsExactly(
                        "HEADERS 1 :status=413 content-type=text/plain content-length=0 strict-transport-security=max-age=60",
                        "DATA 1 0 end");
    }

    /** H12: the windows of an upload open as its octets are consumed, and padding at once. */
    @Test
    void opensWindowsOnlyForWhatWasConsumed() {
        client.core.keepOwing = true;
        client.send(headers(1, 0, POST));
        for (int i = 0; i < 10; i++) {
            client.send(data(1, 16_000, false));
        }
        assertThat(client.received()).isEmpty();

        client.core.streams.getFirst().bodyConsumed(160_000);
        assertThat(client.received()).containsExactly("WINDOW_UPDATE 1 160000");
    }

    /** H12: a client cannot send more than the window, however much it wants. */
    @Test
    void resetsAStreamThatOverrunsItsWindow() {
        client.core.keepOwing = true;
        client.send(headers(1, 0, POST));
        for (int i = 0; i < 17; i++) {
            client.send(data(1, 16_000, false));
        }

        assertThat(client.received()).contains("RST_STREAM 1 FLOW_CONTROL_ERROR");
        assertThat(client.events()).endsWith("0 failure client_aborted");
    }

    @Test
    void obeysTheStreamsWindowAndTellsWhenThereIsRoomAgain() {
        client.send(setting(INITIAL_WINDOW_SIZE, 10));
        client.received();
        ClientStream stream = started(1);
        stream.writeHead(RecordingStarter.head(200, 90_000), HstsField.NONE, false);
        stream.writeBody(octets(90_000));
        assertThat(stream.isWritable()).isFalse();
        assertThat(client.received()).endsWith("DATA 1 10");

        client.send(windowUpdate(1, 90_000));
        stream.writeEnd();
        assertThat(stream.isWritable()).isTrue();
        assertThat(client.events()).contains("0 writable");
        assertThat(client.received()).endsWith("DATA 1 16373");

        client.send(windowUpdate(0, 50_000), windowUpdate(1, 50_000));
        assertThat(client.received()).endsWith("DATA 1 8081 end");
    }

    @Test
    void sharesTheConnectionsWindowFairly() {
        client.send(setting(INITIAL_WINDOW_SIZE, 1 << 20));
        client.received();
        ClientStream first = started(1);
        ClientStream second = started(3);
        for (ClientStream stream : List.of(first, second)) {
            stream.writeHead(RecordingStarter.head(200, 60_000), HstsField.NONE, false);
            stream.writeBody(octets(60_000));
            stream.writeEnd();
        }

        assertThat(client.received())
                .containsSubsequence("DATA 1 16384", "DATA 3 16384", "DATA 1 16384", "DATA 3 16383");
        client.send(windowUpdate(0, 1 << 20));
        assertThat(client.received())
                .contains("DATA 1 10848 end")
                .last()
                .asString()
                .endsWith("end");
    }

    /** RFC 9113 6.9.2: a change of the initial window moves the windows of open streams, below zero too. */
    @Test
    void followsTheInitialWindow() {
        ClientStream stream = started(1);
        stream.writeHead(RecordingStarter.head(200, 200), HstsField.NONE, false);
        stream.writeBody(octets(100));
        assertThat(client.received()).endsWith("DATA 1 100");
        client.send(setting(INITIAL_WINDOW_SIZE, 0));
        stream.writeBody(octets(100));
        assertThat(client.received()).containsExactly("SETTINGS ack");

        client.send(windowUpdate(1, 150));
        assertThat(client.received()).containsExactly("DATA 1 50");
    }

    /** K8, S18: windows shut, the stream ends when the time is up. */
    @Test
    void endsAResponseThatTheClientDoesNotTake() {
        client.send(setting(INITIAL_WINDOW_SIZE, 0));
        ClientStream stream = started(1);
        stream.writeHead(RecordingStarter.head(200, 1000), HstsField.NONE, false);
        stream.writeBody(octets(1000));
        client.received();
        client.pass(seconds(29));
        assertThat(client.received()).isEmpty();

        client.pass(seconds(2));
        assertThat(client.events()).endsWith("0 failure client_stalled");
        assertThat(client.received()).containsExactly("RST_STREAM 1 INTERNAL_ERROR");
    }

    /** K8: what counts is octets, not window updates. */
    @Test
    void endsAResponseThatTheClientTakesDropByDrop() {
        client.send(setting(INITIAL_WINDOW_SIZE, 0));
        ClientStream stream = started(1);
        stream.writeHead(RecordingStarter.head(200, 100_000), HstsField.NONE, false);
        stream.writeBody(octets(60_000));
        for (int i = 0; i < 32; i++) {
            client.send(windowUpdate(1, 1));
            client.pass(seconds(1));
        }
        assertThat(client.events()).endsWith("0 failure client_stalled");
    }

    @Test
    void keepsAResponseThatTheClientTakesSlowly() {
        client.send(setting(INITIAL_WINDOW_SIZE, 0));
        ClientStream stream = started(1);
        stream.writeHead(RecordingStarter.head(200, 100_000), HstsField.NONE, false);
        stream.writeBody(octets(60_000));
        for (int i = 0; i < 10; i++) {
            client.send(windowUpdate(1, 2000));
            client.pass(seconds(20));
        }
        assertThat(client.events()).noneMatch(event -> event.contains("failure"));
    }

    /** A stalled response that its exchange has ended is no longer anyone's failure, but still ends. */
    @Test
    void endsAStalledResponseWhoseExchangeIsOver() {
        client.send(setting(INITIAL_WINDOW_SIZE, 0));
        RecordingStarter.answer(started(1), 200, "hello");
        client.received();
        client.pass(seconds(31));

        assertThat(client.received()).containsExactly("RST_STREAM 1 CANCEL");
        assertThat(client.events()).containsExactly("0 start GET / example.com length=0", "0 end");
    }

    @Test
    void ignoresLateCallsOfAnExchange() {
        ClientStream stream = started(1);
        RecordingStarter.answer(stream, 200, "hello");
        client.received();
        stream.bodyConsumed(5);
        stream.abort(Failure.INTERNAL_ERROR);
        ByteBuf late = octets(5);
        stream.writeBody(late);

        assertThat(late.refCnt()).isZero();
        assertThat(client.received()).isEmpty();
    }

    /** RFC 9113 5.1: frames after the end of a request. */
    @Test
    void resetsAStreamThatGoesOnAfterItsEnd() {
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "hello");
        client.channel.writeInbound(Unpooled.wrappedBuffer(headers(1, END_STREAM, GET), headers(1, END_STREAM, GET)));

        assertThat(client.received()).endsWith("RST_STREAM 1 STREAM_CLOSED");
    }

    @Test
    void understandsExpectations() {
        client.core.script = stream -> stream.writeInterim(RecordingStarter.head(100, 0));
        client.send(headers(1, 0, with(POST, "expect", "100-continue")));

        assertThat(client.received()).containsExactly("HEADERS 1 :status=100");
    }
}
