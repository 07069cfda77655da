package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header lines of requests, each also cut at every octet. */
class HeaderFieldsTest {
    private static RequestReading read(String lines) {
        return RequestReading.of("GET / HTTP/1.1\r\n" + lines + "Host: a\r\n\r\n");
    }

    static List<String> linesThatAreNoFields() {
        return List.of(
                // D4
                " Content-Length: 5",
                "\tX: y",
                " ",
                // D5
                "Content-Length : 5",
                "Host\t: x",
                "X :",
                // D6
                "X: a\r\n b",
                "X: a\r\n\tb",
                "Cookie:\r\n a=b",
                "X:\r\n ",
                // D7
                ": x",
                "[: x",
                "X\u0085: x",
                "\u00a0X: x",
                "X\u00e9: x",
                "X\u0000: x",
                "X(: x",
                "\"X\": x",
                "X/Y: x",
                "X Y: x",
                "X\u007f: x",
                // D8
                "X: a\u0000",
                "X: \u0007",
                "X: a\u007fb",
                "X: aaaaaaaaaaaaaaa\u0001aaaaaaaaaaaaa",
                "X: aaaaaaaaaaaaaaaa\u001faaaaaaaa",
                "X: aaaaaaaaaaaa\u007faaaaaaaaaaaaa",
                "X: \u000bx",
                "X: a\u001b[31m",
                // D2
                "X: a\rb",
                "X: a\nY: b",
                "X: a\r\r",
                "X\r: a",
                // D9
                "NoColon",
                "No Colon",
                "=");
    }

    /** D2, D4 to D9. */
    @ParameterizedTest
    @MethodSource("linesThatAreNoFields")
    void refusesLinesThatAreNoFields(String line) {
        read(line + "\r\n").refused(Failure.MALFORMED_REQUEST);
        read("A: b\r\n" + line + "\r\n").refused(Failure.MALFORMED_REQUEST);
    }

    /** D8, F11: obs-text and tabs pass as the same octets; only the blanks around a value go. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "X:\u00e9|X=\u00e9",
                "X: \u0080\u00ff\u00a0|X=\u0080\u00ff\u00a0",
                "X: a\tb|X=a\tb",
                "X:a|X=a",
                "X: \t a b \t |X=a b",
                "X:|X=",
                "X:  \t|X=",
                "x-Y_z.1: ~|x-Y_z.1=~",
                "X: :|X=:",
                "X: 12345678\t12345678\t1234567890|X=12345678\t12345678\t1234567890",
            })
    void keepsTheOctetsOfNamesAndValues(String line, String field) {
        assertThat(read(line + "\r\n").accepted().fields()).containsExactly(field);
    }

    /** D7. */
    @Test
    void takesEveryTokenAsName() {
        assertThat(read("!#$%&'*+-.^_`|~09AZaz: x\r\n").accepted().fields()).containsExactly("!#$%&'*+-.^_`|~09AZaz=x");
    }

    /** F10. */
    @Test
    void keepsTheOrderOfLines() {
        assertThat(read("B: 1\r\nA: 2\r\nB: 3\r\nCookie: a\r\nCookie: b\r\n")
                        .accepted()
                        .fields())
                .containsExactly("B=1", "A=2", "B=3", "Cookie=a", "Cookie=b");
    }

    /** K2. */
    @Test
    void limitsTheHeaderSectionToTheOctet() {
        String fixed = "Host: a\r\nX: \r\n";
        int room = RequestReading.LIMITS.headerSize() - fixed.length();
        String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        RequestReading.inSlices(Latin1.octets(start + "b".repeat(room) + "\r\n\r\n"))
                .accepted();
        RequestReading.inSlices(Latin1.octets(start + "b".repeat(room + 1) + "\r\n\r\n"))
                .refused(Failure.HEADER_TOO_LARGE);
        byte[] endless = Latin1.octets(start + "b".repeat(room + 4));
        RequestReading reading = RequestReading.inSlices(endless, 100, 2000).refused(Failure.HEADER_TOO_LARGE);
        assertThat(reading.authority()).isEqualTo("a");
    }

    /** K2. */
    @Test
    void limitsTheNumberOfLines() {
        int room = RequestReading.LIMITS.headerCount() - 1;
        read("X-n: v\r\n".repeat(room)).accepted();
        read("X-n: v\r\n".repeat(room + 1)).refused(Failure.HEADER_TOO_LARGE);
    }

    /** F12. */
    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "100-Continue", "100-CONTINUE", " 100-continue "})
    void understandsExpect(String value) {
        RequestReading reading = read("Expect:" + value + "\r\n").accepted();
        assertThat(reading.body().expectsContinue()).isTrue();
        assertThat(reading.fields()).isEmpty();
    }

    /** F12, RFC 9110 5.6.1.2: an empty list asks for nothing, and a member said twice for nothing more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Expect:|false",
                "Expect: ,|false",
                "Expect: 100-continue, 100-continue|true",
                "Expect: ,100-CONTINUE ,\t|true",
                "Expect: 100-continue~Expect: 100-continue|true",
                "Expect:~Expect: 100-continue|true",
            })
    void takesAnyListOfTheOneExpectationThatItKnows(String lines, boolean waits) {
        RequestReading reading = read(lines.replace("~", "\r\n") + "\r\n").accepted();
        assertThat(reading.body().expectsContinue()).isEqualTo(waits);
        assertThat(reading.fields()).isEmpty();
    }

    /** F12, S5: refused once the host is known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expect: 200-ok",
                "Expect: x 100-continue",
                "Expect: 100-continue, x",
                "Expect: x, 100-continue",
                "Expect: 100-continue\r\nExpect: x",
                "Expect: x\r\nExpect: 100-continue",
                "Expect: 100-continue;q=1",
                "Expect: 100-continue\u00a0",
            })
    void refusesOtherExpectations(String line) {
        assertThat(read(line + "\r\n").refused(Failure.EXPECTATION_FAILED).authority())
                .isEqualTo("a");
    }

    /** F12. */
    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "x"})
    void ignoresExpectationsOfHttp10(String value) {
        RequestReading reading = RequestReading.of("GET / HTTP/1.0\r\nExpect: " + value + "\r\n\r\n")
                .accepted();
        assertThat(reading.body().expectsContinue()).isFalse();
        assertThat(reading.fields()).isEmpty();
    }

    /** D23, D24, RFC 9112 9.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1|X: y|true",
                "1.1|Connection: close|false",
                "1.1|Connection: Close|false",
                "1.1|Connection: x, close|false",
                "1.1|Connection: close , x|false",
                "1.1|Connection: ,,close|false",
                "1.1|Connection: keep-alive, close|false",
                "1.1|Connection: x closed|true",
                "1.1|Connection: closed, not-close|true",
                "1.1|Connection: keep-alive|true",
                "1.1|Connection:|true",
                "1.0|X: y|false",
                "1.0|Connection: keep-alive|true",
                "1.0|Connection: Keep-Alive|true",
                "1.0|Connection: keep-alive,close|false",
                "1.0|Proxy-Connection: keep-alive|false",
            })
    void tellsWhetherTheClientKeepsTheConnection(String version, String line, boolean keepAlive) {
        RequestReading reading = RequestReading.of("GET / HTTP/" + version + "\r\nHost: a\r\n" + line + "\r\n\r\n");
        assertThat(reading.accepted().keepAlive()).isEqualTo(keepAlive);
        assertThat(reading.fields()).hasSize(1);
    }

    /** D23. */
    @Test
    void obeysEveryConnectionLine() {
        assertThat(read("Connection: x\r\nConnection: close\r\nConnection: y\r\n")
                        .accepted()
                        .keepAlive())
                .isFalse();
    }

    /** U1. */
    @Test
    void recognisesAWebsocketHandshake() {
        assertThat(handshake("GET", "1.1", "Upgrade", "websocket", "")).isTrue();
        assertThat(handshake("GET", "1.1", "keep-alive, upgrade", "WebSocket", ""))
                .isTrue();
        assertThat(handshake("GET", "1.1", "Upgrade", "websocket", "Content-Length: 0\r\n"))
                .isTrue();
    }

    /** U1, U2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|1.1|Upgrade|websocket|X: y",
                "GET|1.0|Upgrade|websocket|X: y",
                "GET|1.1|close|websocket|X: y",
                "GET|1.1|Upgrade|foo|X: y",
                "GET|1.1|Upgrade|h2c|X: y",
                "GET|1.1|Upgrade|h2c, websocket|X: y",
                "GET|1.1|Upgrade|websocket/13|X: y",
                "GET|1.1|Upgrade|websocket|Upgrade: websocket",
                "GET|1.1|Upgrade|websocket|Upgrade: h2c",
                "GET|1.1|Upgrade|websocket|Content-Length: 1",
                "GET|1.1|Upgrade|websocket|Transfer-Encoding: chunked",
                "GET|1.1|Upgrade|websocket|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            })
    void takesEverythingElseForAnOrdinaryRequest(
            String method, String version, String connection, String upgrade, String line) {
        assertThat(handshake(method, version, connection, upgrade, line + "\r\n"))
                .isFalse();
    }

    private static boolean handshake(String method, String version, String connection, String upgrade, String lines) {
        String head = method + " / HTTP/" + version + "\r\nHost: a\r\nConnection: " + connection + "\r\nUpgrade: "
                + upgrade + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + lines + "\r\n";
        return RequestReading.of(head).accepted().body().websocket();
    }

    /** U1: RFC 6455 4.1, 16 octets in base64. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZQ=a",
                "dGhlIHNhbXBsZSBub25j=Q==",
                "dGhlIHNhbXBsZSBub25jZQ==="
            })
    void wantsAKeyOfSixteenOctets(String key) {
        String head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n";
        assertThat(RequestReading.of(head + "\r\n").accepted().body().websocket())
                .isFalse();
        RequestReading reading = RequestReading.of(head + "Sec-WebSocket-Key: " + key + "\r\n\r\n")
                .accepted();
        assertThat(reading.body().websocket()).isFalse();
    }
}
