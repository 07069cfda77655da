package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.cancel;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Http2Frames;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** U7: extended CONNECT (RFC 8441), frame by frame. */
class ExtendedConnectTest {
    private static final String[] CONNECT = {
        ":method",
        "CONNECT",
        ":protocol",
        "websocket",
        ":scheme",
        "https",
        ":path",
        "/ws?x",
        ":authority",
        "example.com"
    };

    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    private static String[] without(String name) {
        int at = Arrays.asList(CONNECT).indexOf(name);
        String[] rest = new String[CONNECT.length - 2];
        System.arraycopy(CONNECT, 0, rest, 0, at);
        System.arraycopy(CONNECT, at + 2, rest, at, rest.length - at);
        return rest;
    }

    private static String[] instead(String name, String value) {
        String[] other = CONNECT.clone();
        other[Arrays.asList(CONNECT).indexOf(name) + 1] = value;
        return other;
    }

    private void connect() {
        client.send(headers(1, 0, CONNECT));
    }

    private void accept() {
        client.core.streams.getFirst().writeHead(RecordingStarter.switched(), RecordingStarter.HSTS, false);
    }

    private void write(String text) {
        client.core.streams.getFirst().writeBody(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private RequestHead head() {
        return client.core.heads.getFirst();
    }

    /** RFC 8441 3. */
    @Test
    void saysThatItTakesExtendedConnect() {
        try (RawClient fresh = new RawClient()) {
            fresh.send(Http2Frames.preface());
            assertThat(fresh.received().getFirst()).startsWith("SETTINGS ").contains(" 8=1");
        }
    }

    /** RFC 8441 5: the client's key means nothing, if it sends one; the one that the backend gets is new each time. */
    @Test
    void handsOnTheHandshakeItStandsForWithAKeyOfOurOwn() {
        client.send(headers(1, 0, with(CONNECT, "sec-websocket-version", "13", "sec-websocket-key", "mine")));
        client.send(headers(3, 0, CONNECT));

        assertThat(client.events().getFirst())
                .startsWith("0 start GET /ws?x example.com length=0 sec-websocket-version=13 Sec-WebSocket-Key=")
                .doesNotContain("mine");
        assertThat(client.events().get(1)).isEqualTo("0 end");
        assertThat(client.core.heads).allMatch(RequestHead::websocketUpgrade);
        List<String> keys = client.core.heads.stream()
                .map(head -> head.fields().value(head.fields().find(FieldName.SEC_WEBSOCKET_KEY, 0)))
                .toList();
        assertThat(keys).hasSize(2).doesNotHaveDuplicates().allMatch(key -> key.matches("[A-Za-z0-9+/]{22}=="));
    }

    /** U5, U7: octets both ways, and the end of each direction by itself. */
    @Test
    void carriesOctetsAndEndsEachDirectionByItself() {
        connect();
        accept();
        client.send(data(1, 5, false));
        write("hello");
        assertThat(client.received())
                .containsExactly("HEADERS 1 :status=200 strict-transport-security=max-age=60", "DATA 1 5");
        client.core.streams.getFirst().writeEnd();
        assertThat(client.received()).containsExactly("DATA 1 0 end");
        client.send(data(1, 7, false), data(1, 1, true));
        assertThat(client.events().subList(1, 6)).containsExactly("0 end", "0 body 5", "0 body 7", "0 body 1", "0 end");
        assertThat(client.handler.connection().numActiveStreams()).isZero();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void goesOnSendingAfterTheClientsEnd() {
        connect();
        accept();
        client.send(data(1, 1, true));
        client.received();
        write("more");
        client.core.streams.getFirst().writeEnd();

        assertThat(client.received()).containsExactly("DATA 1 4 end");
        assertThat(client.handler.connection().numActiveStreams()).isZero();
    }

    /** U3: an end that came before the switch is not the handshake's. */
    @Test
    void tellsAnEndThatCameBeforeTheSwitchAfterIt() {
        client.send(headers(1, END_STREAM, CONNECT));
        assertThat(client.events()).hasSize(2).last().isEqualTo("0 end");
        accept();
        assertThat(client.events()).hasSize(3).last().isEqualTo("0 end");
    }

    /** U7: RST both ways. */
    @Test
    void tellsResetsOfTheClientAndResetsForTheBackend() {
        connect();
        accept();
        client.send(cancel(1));
        assertThat(client.events()).last().isEqualTo("0 failure client_aborted");

        client.send(headers(3, 0, CONNECT));
        client.core.streams.get(1).writeHead(RecordingStarter.switched(), RecordingStarter.HSTS, false);
        client.received();
        client.core.streams.get(1).abort(Failure.UPSTREAM_CLOSED_EARLY);
        assertThat(client.received()).containsExactly("RST_STREAM 3 CANCEL");
    }

    /** U6: any other answer has a body and an end, and the client need not end the stream. */
    @Test
    void answersARefusedHandshakeLikeAnyRequest() {
        connect();
        RecordingStarter.answer(client.core.streams.getFirst(), 403, "no");
        assertThat(client.received())
                .containsExactly(
                        "HEADERS 1 :status=403 content-type=text/plain content-length=2 strict-transport-security=max-age=60",
                        "DATA 1 2 end",
                        "RST_STREAM 1 NO_ERROR");
    }

    /** U7, RFC 8441 4. */
    @Test
    void answers501ToOtherProtocols() {
        for (String protocol : new String[] {"connect-udp", "webtransport", "", "websocket, h2c"}) {
            try (RawClient one = RawClient.connected()) {
                one.send(headers(1, 0, instead(":protocol", protocol)));
                assertThat(one.events()).containsExactly("0 refuse unsupported_protocol CONNECT /ws?x");
                assertThat(one.received())
                        .first()
                        .asString()
                        .startsWith("HEADERS 1 :status=501")
                        .contains("strict-transport-security=max-age=60");
            }
        }
        connect();
        client.send(headers(3, 0, instead(":protocol", "WebSocket")));
        assertThat(client.core.heads).hasSize(2).allMatch(RequestHead::websocketUpgrade);
    }

    /** U7, H5. */
    @Test
    void refusesWhatIsNoExtendedConnect() {
        assertMalformed(Rule.PROTOCOL, with(new String[] {":protocol", "websocket"}, GET));
        assertMalformed(Rule.PSEUDO_FIELD, with(CONNECT, ":protocol", "websocket"));
        assertMalformed(Rule.NO_PSEUDO_FIELD, without(":path"));
        assertMalformed(Rule.NO_PSEUDO_FIELD, without(":scheme"));
        assertMalformed(Rule.TARGET_OF_CONNECT, without(":protocol"));
        assertMalformed(Rule.SCHEME, instead(":scheme", "wss"));
        assertMalformed(Rule.TARGET, instead(":path", "ws"));
        assertMalformed(Rule.ASTERISK, instead(":path", "*"));
        assertMalformed(Rule.TARGET, instead(":path", "/a b"));
        assertMalformed(Rule.LENGTH_OF_TUNNEL, with(CONNECT, "content-length", "5"));
        assertMalformed(Rule.FIELD_OF_CONNECTIONS, with(CONNECT, "upgrade", "websocket"));
    }

    private static void assertMalformed(Rule rule, String... head) {
        try (RawClient one = RawClient.connected()) {
            one.send(headers(1, 0, head));
            assertThat(one.received())
                    .first()
                    .asString()
                    .startsWith("HEADERS 1 :status=400")
                    .contains("strict-transport-security=max-age=60");
            one.send(data(1, 9, true));
            Flaw flaw = one.core.heads.getFirst().flaw();
            assertThat(flaw).isNotNull();
            assertThat(flaw.rule()).isEqualTo(rule);
        }
    }

    /** RFC 9113 8.5: nothing but DATA. */
    @Test
    void takesTrailersForAnError() {
        connect();
        accept();
        client.received();
        client.send(headers(1, END_STREAM, "x", "y"));
        assertThat(client.events()).contains("0 failure bad_framing");
        assertThat(client.received()).contains("RST_STREAM 1 PROTOCOL_ERROR");
        assertThat(head().flaw()).isEqualTo(Flaw.of(Rule.TRAILERS_OF_TUNNEL));
    }

    /** U5: what is owed is not read on, so a client has no more under way than its window. */
    @Test
    void opensTheWindowOnlyAsOctetsArePassedOn() {
        client.core.keepOwing = true;
        connect();
        accept();
        client.received();
        for (int i = 0; i < 16; i++) {
            client.send(data(1, 16_384, false));
        }
        assertThat(client.received()).noneMatch(frame -> frame.startsWith("WINDOW_UPDATE 1"));
        client.core.streams.getFirst().bodyConsumed(16 * 16_384);
        assertThat(client.received()).anyMatch(frame -> frame.startsWith("WINDOW_UPDATE 1 "));
    }

    /** K13: a chat says little in each frame, and its client may give back every window at once. */
    @Test
    void takesTinyFramesOfATunnelForWhatTheyAre() {
        connect();
        accept();
        for (int i = 0; i < 3000; i++) {
            client.send(data(1, 7, false));
            write("hello");
            client.channel.runPendingTasks();
            client.send(windowUpdate(0, 5), windowUpdate(1, 5));
        }
        assertThat(client.received()).noneMatch(frame -> frame.startsWith("GOAWAY"));
        assertThat(client.isOpen()).isTrue();
    }

    /** K13: empty frames say nothing, in a tunnel or not. */
    @Test
    void countsEmptyFramesOfATunnel() {
        connect();
        accept();
        for (int i = 0; i < 20; i++) {
            client.send(data(1, 0, false));
        }
        assertThat(client.received()).last().asString().endsWith("ENHANCE_YOUR_CALM");
    }
}
