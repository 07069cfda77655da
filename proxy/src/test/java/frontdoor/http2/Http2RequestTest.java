package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static frontdoor.http2.RawClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Http2Frames;
import frontdoor.http.Flaw;
import frontdoor.http.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are read, and which are not (CONFORMANCE chapter 9). */
class Http2RequestTest {
    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    private void assertRefused(String failure, String... head) {
        List<String> frames = client.request(1, head);
        assertThat(client.events()).hasSize(1);
        assertThat(client.events().getFirst()).startsWith("0 refuse " + failure);
        assertThat(frames.getFirst()).contains("strict-transport-security=max-age=60");
    }

    private void assertMalformed(String... head) {
        List<String> frames = client.request(1, head);
        assertThat(client.events().getFirst()).startsWith("0 refuse malformed_request");
        assertThat(frames.getFirst())
                .startsWith("HEADERS 1 :status=400")
                .contains("strict-transport-security=max-age=60");
        assertThat(frames.getLast()).isEqualTo("RST_STREAM 1 PROTOCOL_ERROR");
    }

    @Test
    void handsOnARequestWithItsFieldsAndItsEnd() {
        client.request(1, with(GET, "accept", "*/*", "x-empty", "", "x-octets", "\u00e9"));

        assertThat(client.events())
                .containsExactly("0 start GET / example.com length=0 accept=*/* x-empty= x-octets=\u00e9", "0 end");
    }

    /** E9: path and query travel byte for byte. */
    @Test
    void leavesTheTargetAsItCame() {
        client.request(
                1, ":method", "GET", ":scheme", "https", ":path", "/a/../%2e%2e%2fb//c?x=%00", ":authority", "a.b");

        assertThat(client.events().getFirst()).startsWith("0 start GET /a/../%2e%2e%2fb//c?x=%00 a.b");
    }

    /** H3: names are lower-case tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Upper", "", "a b", "a:b", "a\r\nb", "a\0", "\u00e9", "(x)"})
    void refusesNamesThatAreNoLowerCaseTokens(String name) {
        assertMalformed(with(GET, name, "x"));
    }

    /** H3: values hold no controls and no blanks at their ends. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a\0b", " a", "a ", "\ta", "a\t", "\u007f", "\u0001"})
    void refusesValuesWithControlsOrOuterBlanks(String value) {
        assertMalformed(with(GET, "x", value));
    }

    /** H4: connection-specific fields. */
    @ParameterizedTest
    @ValueSource(strings = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"})
    void refusesConnectionSpecificFields(String name) {
        assertMalformed(with(GET, name, "chunked"));
    }

    /** H4: TE may say trailers and nothing else. */
    @Test
    void takesTeTrailersOnly() {
        client.request(1, with(GET, "te", "trailers"));
        client.request(3, with(GET, "te", "gzip"));

        assertThat(client.events())
                .containsExactly("0 start GET / example.com length=0", "0 end", "1 refuse malformed_request GET /");
    }

    /** H5: one of each pseudo-header field, before the others, no unknown one. */
    @Test
    void refusesPseudoFieldsThatAreMissingDoubleLateOrUnknown() {
        String[][] heads = {
            {":scheme", "https", ":path", "/", ":authority", "a.b"},
            {":method", "GET", ":path", "/", ":authority", "a.b"},
            {":method", "GET", ":scheme", "https", ":authority", "a.b"},
            with(GET, ":method", "GET"),
            with(GET, ":path", "/x"),
            with(GET, "a", "b", ":authority", "a.b"),
            with(GET, ":protocol", "websocket"),
            with(GET, ":status", "200"),
        };
        int stream = 1;
        for (String[] head : heads) {
            assertThat(client.request(stream, head).getLast()).isEqualTo("RST_STREAM " + stream + " PROTOCOL_ERROR");
            stream += 2;
        }
        assertThat(client.events()).hasSize(8).noneMatch(event -> event.contains("start"));
    }

    /** H5, S10: what would smuggle lines into the request to the backend. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1\\r\\nx: y | https | /",
                "G(T | https | /",
                "GET | http | /",
                "GET | https://evil/? | /",
                "GET | https | / HTTP/1.1\\r\\nx: y",
                "GET | https | x",
                "GET | https | https://a.b/",
                "GET | https | /#f",
                "GET | https | /\u00e9",
                "GET | https | *",
            })
    void refusesPseudoFieldsThatSayMoreThanTheirPart(String method, String scheme, String path) {
        assertMalformed(":method", unescaped(method), ":scheme", scheme, ":path", unescaped(path), ":authority", "a.b");
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void refusesAnEmptyPath() {
        assertMalformed(":method", "GET", ":scheme", "https", ":path", "", ":authority", "a.b");
    }

    /** E7. */
    @Test
    void takesTheAsteriskForOptions() {
        client.request(1, ":method", "OPTIONS", ":scheme", "https", ":path", "*", ":authority", "a.b");

        assertThat(client.events()).contains("0 start OPTIONS * a.b length=0");
    }

    /** E2: the grammar of the authority. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a@b", "a/b", "a:b", "a:99999", "a..b", "[::1", "a b"})
    void refusesBadAuthorities(String authority) {
        assertRefused("bad_host", ":method", "GET", ":scheme", "https", ":path", "/", ":authority", authority);
    }

    /** H6: a Host beside the authority must agree, alone it counts, twice or not at all it does not. */
    @Test
    void comparesHostWithTheAuthority() {
        client.request(1, with(GET, "host", "EXAMPLE.com."));
        client.request(3, ":method", "GET", ":scheme", "https", ":path", "/", "host", "a.b:8443");
        client.request(5, with(GET, "host", "other.com"));
        client.request(7, ":method", "GET", ":scheme", "https", ":path", "/", "host", "a.b", "host", "a.b");
        client.request(9, ":method", "GET", ":scheme", "https", ":path", "/");

        assertThat(client.events())
                .filteredOn(event -> !event.endsWith(" end"))
                .containsExactly(
                        "0 start GET / example.com length=0",
                        "1 start GET / a.b:8443 length=0",
                        "2 refuse bad_host GET /",
                        "3 refuse bad_host GET /",
                        "4 refuse bad_host GET /");
    }

    /** H7: as many octets as announced. */
    @Test
    void passesABodyOfTheAnnouncedLength() {
        client.send(headers(1, 0, with(POST, "content-length", "5")), data(1, 2, false), data(1, 3, true));

        assertThat(client.events())
                .containsExactly("0 start POST / example.com length=5", "0 body 2", "0 body 3", "0 end");
    }

    /** H7: fewer or more octets than announced. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void failsABodyOfAnotherLength(int octets) {
        client.send(headers(1, 0, with(POST, "content-length", "5")), data(1, octets, true));

        assertThat(client.events()).contains("0 failure bad_framing").doesNotContain("0 end");
        assertThat(client.received()).endsWith("RST_STREAM 1 PROTOCOL_ERROR");
    }

    /** H7: nothing that could follow belongs to the request, so it does not wait for the end of the stream, which is told once. */
    @Test
    void completesARequestWhoseLengthIsNoughtAtItsHead() {
        client.send(headers(1, 0, with(POST, "content-length", "0")));
        assertThat(client.events()).containsExactly("0 start POST / example.com length=0", "0 end");

        client.send(data(1, 0, false), data(1, 0, true));
        assertThat(client.events()).hasSize(2);
        assertThat(client.received()).isEmpty();
    }

    /** H8: trailers too. */
    @Test
    void takesTrailersAfterALengthOfNought() {
        client.send(headers(1, 0, with(POST, "content-length", "0")), headers(1, END_STREAM, "x-checksum", "1"));

        assertThat(client.events()).containsExactly("0 start POST / example.com length=0", "0 end");
        assertThat(client.received()).isEmpty();
    }

    /** H7: octets where none were announced, though the request was complete already. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failsOctetsAfterALengthOfNought(boolean end) {
        client.send(headers(1, 0, with(POST, "content-length", "0")), data(1, 1, end));

        assertThat(client.events())
                .containsExactly("0 start POST / example.com length=0", "0 end", "0 failure bad_framing");
        assertThat(client.received()).endsWith("RST_STREAM 1 PROTOCOL_ERROR");
    }

    /** H7: a length without a body. */
    @Test
    void refusesALengthOnAHeadThatEndsTheStream() {
        assertRefused("bad_framing", with(POST, "content-length", "5"));
    }

    /** H7, D16: what is no length. */
    @ParameterizedTest
    @ValueSource(strings = {"+5", "-0", "0x5", "5 5", "5,5", "", "9999999999999999999"})
    void refusesLengthsThatAreNone(String length) {
        client.send(headers(1, 0, with(POST, "content-length", length)));

        assertThat(client.events().getFirst()).startsWith("0 refuse bad_framing");
    }

    /** H7. */
    @Test
    void refusesTwoLengths() {
        client.send(headers(1, 0, with(POST, "content-length", "5", "content-length", "5")));

        assertThat(client.events().getFirst()).startsWith("0 refuse bad_framing");
    }

    /** H8: trailers are checked and dropped. */
    @Test
    void dropsTrailers() {
        client.send(headers(1, 0, POST), data(1, 3, false), headers(1, END_STREAM, "x-checksum", "1", "host", "evil"));

        assertThat(client.events()).containsExactly("0 start POST / example.com length=-1", "0 body 3", "0 end");
    }

    /** H8. */
    @Test
    void failsOnPseudoFieldsInTrailers() {
        client.send(headers(1, 0, POST), headers(1, END_STREAM, ":path", "/evil"));

        assertThat(client.events()).contains("0 failure malformed_request").doesNotContain("0 end");
        assertThat(client.received()).endsWith("RST_STREAM 1 PROTOCOL_ERROR");
        assertThat(client.core.heads.getFirst().flaw()).isEqualTo(Flaw.of(Rule.PSEUDO_FIELD_IN_TRAILERS));
    }

    /** H8. */
    @Test
    void tellsWhatIsWrongWithTrailers() {
        client.send(headers(1, 0, POST), headers(1, END_STREAM, "Bad", "x"));

        assertThat(client.core.heads.getFirst().flaw()).isEqualTo(new Flaw(Rule.FIELD_NAME, "Bad"));
    }

    /** H8. */
    @Test
    void resetsAStreamWhoseTrailersDoNotEndIt() {
        client.send(headers(1, 0, POST), headers(1, 0, "x", "y"));

        assertThat(client.received()).endsWith("RST_STREAM 1 PROTOCOL_ERROR");
        assertThat(client.events()).endsWith("0 failure client_aborted");
    }

    /** H7, H8: trailers end the body too. */
    @Test
    void failsABodyThatTrailersCutShort() {
        client.send(
                headers(1, 0, with(POST, "content-length", "5")), data(1, 3, false), headers(1, END_STREAM, "x", "y"));

        assertThat(client.events()).endsWith("0 failure bad_framing");
    }

    /** H9. */
    @Test
    void joinsCookieCrumbs() {
        client.request(1, with(GET, "cookie", "a=1", "x", "y", "cookie", "b=2", "cookie", "c"));

        assertThat(client.events()).contains("0 start GET / example.com length=0 x=y cookie=a=1; b=2; c");
    }

    /** K2, S18: fields are counted, crumbs and references of one octet too. */
    @ParameterizedTest
    @ValueSource(strings = {"x-n", "cookie"})
    void refusesTooManyFields(String name) {
        String[] head = GET;
        for (int i = 0; i < 129; i++) {
            head = with(head, name, "v");
        }
        List<String> frames = client.request(1, head);

        assertThat(client.events()).containsExactly("0 refuse header_too_large GET /");
        assertThat(frames.getFirst()).startsWith("HEADERS 1 :status=431").contains("strict-transport-security");
        assertThat(frames).noneMatch(frame -> frame.startsWith("RST_STREAM"));
        assertThat(client.request(3, GET)).isEmpty();
    }

    /** K2. */
    @Test
    void refusesTooLargeAHead() {
        client.send(
                Http2Frames.frame(
                        Http2Frames.HEADERS, END_STREAM, 1, Http2Frames.block(with(GET, "x", "v".repeat(15_000)))),
                Http2Frames.frame(Http2Frames.CONTINUATION, 0, 1, Http2Frames.block("y", "v".repeat(16_000))),
                Http2Frames.frame(
                        Http2Frames.CONTINUATION,
                        Http2Frames.END_HEADERS,
                        1,
                        Http2Frames.block("z", "v".repeat(9000))));

        assertThat(client.events()).containsExactly("0 refuse header_too_large GET /");
    }

    /** K1. */
    @Test
    void refusesTooLongATarget() {
        byte[] block = Http2Frames.block(with(
                new String[] {":method", "GET", ":scheme", "https", ":authority", "a.b"}, ":path", "/".repeat(17_000)));
        client.send(
                Http2Frames.frame(Http2Frames.HEADERS, END_STREAM, 1, Arrays.copyOf(block, 16_000)),
                Http2Frames.frame(
                        Http2Frames.CONTINUATION,
                        Http2Frames.END_HEADERS,
                        1,
                        Arrays.copyOfRange(block, 16_000, block.length)));
        assertThat(client.events()).contains("0 refuse uri_too_long GET ");
    }

    @Test
    void refusesConnect() {
        assertRefused("method_not_allowed", ":method", "CONNECT", ":authority", "a.b:443");
    }

    /** F12. */
    @Test
    void understandsExpectContinueAndNothingElse() {
        client.send(headers(1, 0, with(POST, "expect", "100-continue")), headers(3, 0, with(POST, "expect", "x")));

        assertThat(client.events())
                .contains(
                        "0 start POST / example.com length=-1 expects-continue", "1 refuse expectation_failed POST /");
    }

    /** H14. */
    @Test
    void tellsTheExchangeOfAReset() {
        client.send(headers(1, 0, POST), Http2Frames.frame(Http2Frames.RST_STREAM, 0, 1, Http2Frames.ints(8)));

        assertThat(client.events()).endsWith("0 failure client_aborted");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void tellsEveryExchangeOnceThatTheConnectionDied() {
        client.send(headers(1, 0, POST), headers(3, END_STREAM, GET));
        var _ = client.channel.close();
        client.channel.runPendingTasks();

        assertThat(client.events())
                .filteredOn(event -> event.contains("failure"))
                .containsExactlyInAnyOrder("0 failure client_aborted", "1 failure client_aborted");
    }
}
