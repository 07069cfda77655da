package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.CONTINUATION;
import static frontdoor.fixture.Http2Frames.DATA;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.HEADERS;
import static frontdoor.fixture.Http2Frames.PING;
import static frontdoor.fixture.Http2Frames.PRIORITY;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.SETTINGS;
import static frontdoor.fixture.Http2Frames.block;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.ints;
import static frontdoor.fixture.Http2Frames.preface;
import static frontdoor.fixture.Http2Frames.setting;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static frontdoor.http2.RawClient.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HstsField;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The concerns of a connection as a whole: its beginning, its limits, its end (CONFORMANCE chapters 9, 11 and 12). */
class Http2ConnectionTest {
    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    private void assertCalmed(int most, IntFunction<byte[]> attack) {
        int sent = 0;
        while (client.isOpen() && sent < most) {
            client.send(attack.apply(sent++));
        }
        assertThat(client.isOpen()).as("open after " + sent).isFalse();
        assertThat(client.received()).last().asString().startsWith("GOAWAY").endsWith("ENHANCE_YOUR_CALM");
    }

    /** H10: what we announce. */
    @Test
    void announcesItsLimits() {
        try (RawClient fresh = new RawClient()) {
            assertThat(fresh.received())
                    .containsExactly("SETTINGS 1=4096 3=256 4=262144 5=16384 6=32768 8=1", "WINDOW_UPDATE 0 983041");
        }
    }

    /** H10: no more streams at once than announced. */
    @Test
    void refusesStreamsBeyondTheAnnouncedNumber() {
        for (int i = 0; i < 300; i++) {
            client.send(headers(2 * i + 1, 0, POST));
        }
        assertThat(client.core.streams).hasSize(256);
        assertThat(client.received()).hasSize(44).allMatch(frame -> frame.endsWith("REFUSED_STREAM"));
        client.send(data(2 * 299 + 1, 10, true), windowUpdate(2 * 299 + 1, 1));
        assertThat(client.isOpen()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    /** H15: unknown frames and settings, and priorities, are no error. */
    @Test
    void ignoresWhatItDoesNotKnow() {
        client.send(
                frame(0x0b, 0, 0, (byte) 1),
                frame(0x10, 0, 0, (byte) 1),
                setting(0x0a0a, 7),
                frame(PRIORITY, 0, 9, new byte[] {0, 0, 0, 3, 1}));
        assertThat(client.request(1, GET)).containsExactly("SETTINGS ack");
        assertThat(client.events()).hasSize(2);
    }

    /** S20: a peer that says it takes no headers gets its answer all the same. */
    @Test
    void takesTheHeaderListSizeOfThePeerForAdvice() {
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "hello");
        client.send(setting(6, 1), setting(1, 0));
        assertThat(client.request(1, GET)).contains("DATA 1 5 end");
    }

    /** S15: Rapid Reset. */
    @Test
    void calmsAClientThatResetsAllItsRequests() {
        assertCalmed(3000, i -> concat(headers(2 * i + 1, END_STREAM, GET), frame(RST_STREAM, 0, 2 * i + 1, ints(8))));
        assertThat(client.core.streams.size()).isBetween(200, 210);
        assertThat(client.events()).filteredOn(e -> e.contains("failure")).hasSameSizeAs(client.core.streams);
    }

    /** S16: MadeYouReset, by a window update of nothing. */
    @Test
    void calmsAClientThatMakesUsReset() {
        assertCalmed(1500, i -> concat(headers(2 * i + 1, END_STREAM, GET), windowUpdate(2 * i + 1, 0)));
    }

    /** S16: by window overflow. */
    @Test
    void calmsAClientThatOverflowsWindows() {
        assertCalmed(
                1500, i -> concat(headers(2 * i + 1, END_STREAM, GET), windowUpdate(2 * i + 1, Integer.MAX_VALUE)));
    }

    /** S16: by DATA after the end. */
    @Test
    void calmsAClientThatSendsDataAfterTheEnd() {
        assertCalmed(1500, i -> concat(headers(2 * i + 1, END_STREAM, GET), data(2 * i + 1, 1, true)));
    }

    /** S17, CVE-2026-33871. */
    @Test
    void calmsAClientThatNeverEndsAHead() {
        client.send(frame(HEADERS, END_STREAM, 1, block(GET)));
        assertCalmed(20, _ -> frame(CONTINUATION, 0, 1));
    }

    /** S19. */
    @Test
    void calmsFloodsOfPings() {
        assertCalmed(200, _ -> frame(PING, 0, 0, new byte[8]));
    }

    /** S19. */
    @Test
    void calmsFloodsOfSettings() {
        assertCalmed(200, _ -> frame(SETTINGS, 0, 0));
    }

    /** S19. */
    @Test
    void calmsFloodsOfEmptyData() {
        client.send(headers(1, 0, POST));
        assertCalmed(20, _ -> frame(DATA, 0, 1));
    }

    /** S19. */
    @Test
    void calmsFloodsOfPriorities() {
        assertCalmed(1100, _ -> frame(PRIORITY, 0, 1, new byte[] {0, 0, 0, 3, 1}));
    }

    /** K13: window games. */
    @Test
    void calmsFloodsOfWindowUpdates() {
        client.send(headers(1, END_STREAM, GET));
        assertCalmed(1100, _ -> windowUpdate(1, 1));
    }

    @Test
    void allowsInAnHourWhatItForbidsInAMoment() {
        for (int i = 0; i < 1000; i++) {
            client.send(headers(2 * i + 1, END_STREAM, GET), frame(RST_STREAM, 0, 2 * i + 1, ints(8)));
            client.pass(seconds(1));
        }
        assertThat(client.isOpen()).isTrue();
    }

    /** K9: not while a stream is open, however long it takes. */
    @Test
    void isNotIdleWhileAStreamIsOpen() {
        client.request(1, GET);
        client.pass(seconds(600));
        assertThat(client.isOpen()).isTrue();
    }

    /** K9. */
    @Test
    void drainsAConnectionOfAge() {
        client.request(1, GET);
        client.pass(seconds(3601));
        assertThat(client.received()).first().isEqualTo("GOAWAY 0 last=2147483647 NO_ERROR");
    }

    /** K6: a head begun. */
    @Test
    void closesAConnectionWhoseHeadDoesNotEnd() {
        client.send(headers(1, 0, POST), frame(HEADERS, 0, 3, block(GET)));
        client.pass(seconds(5));
        client.send(frame(CONTINUATION, 0, 3, block("x", "y".repeat(2000))));
        client.pass(seconds(6));

        assertThat(client.isOpen()).isFalse();
        assertThat(client.events()).endsWith("0 failure client_aborted");
    }

    /** K6: no preface. */
    @Test
    void closesAConnectionWithoutPreface() {
        try (RawClient fresh = new RawClient()) {
            fresh.send(Arrays.copyOf(preface(), 10));
            fresh.pass(seconds(11));
            assertThat(fresh.isOpen()).isFalse();
        }
    }

    /** RFC 9113 3.4. */
    @Test
    void closesAConnectionWithAnotherPreface() {
        try (RawClient fresh = new RawClient()) {
            fresh.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(fresh.isOpen()).isFalse();
        }
    }

    /** RFC 9113 5.1.1: what is over cannot begin. */
    @Test
    void closesAConnectionThatReusesAStream() {
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "");
        client.request(3, GET);
        assertThat(client.request(3, GET)).containsExactly("GOAWAY 0 last=3 STREAM_CLOSED");
        assertThat(client.isOpen()).isFalse();
    }

    /** A removed handler leaves nobody waiting. */
    @Test
    void tellsExchangesWhenItIsRemoved() {
        client.request(1, GET);
        client.channel.pipeline().remove(client.handler);
        assertThat(client.events()).endsWith("0 failure client_aborted");
    }

    /** A head that came back twice would be shared by two requests. */
    @Test
    void givesEveryOpenStreamAHeadOfItsOwn() {
        client.send(headers(1, 0, POST), frame(RST_STREAM, 0, 1, ints(8)));
        client.send(headers(3, 0, POST), headers(5, 0, POST), headers(7, 0, POST));

        assertThat(client.core.heads.subList(1, 4)).doesNotHaveDuplicates();
        assertThat(client.core.heads.get(1)).isSameAs(client.core.heads.getFirst());
    }

    @Test
    void reusesTheHeadsOfEndedStreams() {
        client.core.script = stream -> stream.writeHead(RecordingStarter.head(204, 0), HstsField.NONE, true);
        for (int i = 0; i < 100; i++) {
            client.request(2 * i + 1, RawClient.with(GET, "n", String.valueOf(i)));
        }
        assertThat(client.events()).hasSize(100).last().isEqualTo("99 start GET / example.com length=0 n=99");
        assertThat(List.copyOf(client.core.streams)).doesNotHaveDuplicates();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return io.netty.buffer.ByteBufUtil.getBytes(Unpooled.copiedBuffer(first, second));
    }

    /** S29, K8: heads obey no window, so a client that asks and asks but does not read has to wait with its requests. */
    @Test
    void readsNoFurtherRequestsWhileTheAnswersToFormerOnesAreNotTaken() {
        client.core.script = stream -> stream.writeHead(RecordingStarter.head(204, 0), HstsField.NONE, true);
        UnreadingClient socket = new UnreadingClient();
        client.channel.pipeline().addFirst(socket);
        int sent = 0;
        while (client.channel.config().isAutoRead() && sent < 100_000) {
            client.send(headers(2 * sent++ + 1, END_STREAM, GET));
        }
        assertThat(client.channel.config().isAutoRead())
                .as("reads after " + sent)
                .isFalse();

        socket.open();
        assertThat(client.channel.config().isAutoRead()).isTrue();
        assertThat(client.received()).hasSize(sent);
    }

    /** A socket whose client does not read: what is flushed stays. */
    private static final class UnreadingClient extends ChannelOutboundHandlerAdapter {
        private @Nullable ChannelHandlerContext ctx;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {}

        void open() {
            if (ctx != null) {
                ctx.flush();
            }
        }
    }
}
