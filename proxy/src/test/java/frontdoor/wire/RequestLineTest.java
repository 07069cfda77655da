package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request line, each also cut at every octet. */
class RequestLineTest {
    private static final String HOST = "Host: example.com\r\n\r\n";

    private static RequestReading read(String line) {
        return RequestReading.of(line + "\r\n" + HOST);
    }

    /** D1. */
    @Test
    void readsThreePartsWithOneSpaceBetween() {
        RequestReading reading = read("GET /a?b=c HTTP/1.1").accepted();
        assertThat(reading.line()).isEqualTo("GET /a?b=c");
        assertThat(reading.authority()).isEqualTo("example.com");
        assertThat(reading.fields()).isEmpty();
        assertThat(reading.rest()).isEmpty();
    }

    /** D1, D12, E7, E8: nothing but this grammar; no HTTP/0.9, no other form of target, no octet outside printable ASCII. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1",
                "GET\t/ HTTP/1.1",
                "GET /\tHTTP/1.1",
                "GET /  HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET / a HTTP/1.1",
                "GET /",
                "GET",
                "GET / ",
                "GET /\u000bHTTP/1.1",
                "GET HTTP/1.1",
                "GET a HTTP/1.1",
                "GET admin HTTP/1.1",
                "GET * HTTP/1.1",
                "POST * HTTP/1.1",
                "OPTIONS */x HTTP/1.1",
                "OPTIONS ** HTTP/1.1",
                "GET ?a HTTP/1.1",
                "GET example.com:80 HTTP/1.1",
                "GET ../a HTTP/1.1",
                "GET \\a HTTP/1.1",
                "GET /a#b HTTP/1.1",
                "GET #/ HTTP/1.1",
                "GET /\u0000 HTTP/1.1",
                "GET /\u0001 HTTP/1.1",
                "GET /\u007f HTTP/1.1",
                "GET /\u0080 HTTP/1.1",
                "GET /\u00e9 HTTP/1.1",
                "GET /\u00ff HTTP/1.1",
                "GET / \rHTTP/1.1",
                "GET /\r HTTP/1.1",
                "GET /\n HTTP/1.1",
            })
    void refusesAnyOtherLine(String line) {
        read(line).refused(Failure.MALFORMED_REQUEST);
    }

    /** D2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\rHost: a\r\n\r\n",
                "GET / HTTP/1.1\n\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\rX: b\r\n\r\n",
            })
    void refusesLineEndsOtherThanCrLf(String octets) {
        RequestReading.of(octets).refused(Failure.MALFORMED_REQUEST);
    }

    /** D3. */
    @Test
    void skipsOneEmptyLineBeforeTheRequest() {
        assertThat(RequestReading.of("\r\nGET / HTTP/1.1\r\n" + HOST).accepted().line())
                .isEqualTo("GET /");
    }

    /** D3. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n\r\n", "\n", "\r", "\u0000", "\u0001", " ", "\t", "\r\n\n", "\r\n\u0000", "\r\n ", "\u00ff"
            })
    void refusesAnythingElseBeforeTheRequest(String prefix) {
        RequestReading.of(prefix + "GET / HTTP/1.1\r\n" + HOST).refused(Failure.MALFORMED_REQUEST);
    }

    /** D10. */
    @ParameterizedTest
    @CsvSource({
        "HTTP/2.0, UNSUPPORTED_VERSION",
        "HTTP/3.0, UNSUPPORTED_VERSION",
        "HTTP/0.9, UNSUPPORTED_VERSION",
        "HTTP/1.2, UNSUPPORTED_VERSION",
        "HTTP/1.9, UNSUPPORTED_VERSION",
        "HTTP/9.1, UNSUPPORTED_VERSION",
        "http/1.1, MALFORMED_REQUEST",
        "HTTP/01.1, MALFORMED_REQUEST",
        "HTTP/1.01, MALFORMED_REQUEST",
        "HTTP/1.10, MALFORMED_REQUEST",
        "HTTP/1, MALFORMED_REQUEST",
        "HTTP/1., MALFORMED_REQUEST",
        "HTTP/, MALFORMED_REQUEST",
        "HTTP/1.1a, MALFORMED_REQUEST",
        "HTTP/1-1, MALFORMED_REQUEST",
        "HTTPS/1.1, MALFORMED_REQUEST",
        "HTTP/-1.1, MALFORMED_REQUEST",
        "HTTP/1.:, MALFORMED_REQUEST",
        "ICAP/1.0, MALFORMED_REQUEST",
    })
    void refusesOtherVersions(String version, Failure why) {
        read("GET / " + version).refused(why);
    }

    /** D10. */
    @Test
    void readsHttp10() {
        assertThat(read("GET / HTTP/1.0").accepted().line()).isEqualTo("GET / 1.0");
    }

    /** D11. */
    @ParameterizedTest
    @ValueSource(strings = {"FOO", "GETX", "get", "M-SEARCH", "!#$%&'*+-.^_`|~", "TRACE", "PROPFIND"})
    void takesEveryTokenAsMethod(String method) {
        assertThat(read(method + " / HTTP/1.1").accepted().line()).isEqualTo(method + " /");
    }

    /** D11. */
    @ParameterizedTest
    @ValueSource(strings = {"G\"T", "G(T", "GE\u0000T", "G\u00e9T", "[GET]", "GET,", "{", "GET:", ""})
    void refusesMethodsThatAreNoTokens(String method) {
        read(method + " / HTTP/1.1").refused(Failure.MALFORMED_REQUEST);
    }

    /** D11. */
    @Test
    void refusesEndlessMethods() {
        read("A".repeat(64) + " / HTTP/1.1").accepted();
        read("A".repeat(65) + " / HTTP/1.1").refused(Failure.MALFORMED_REQUEST);
        read("A".repeat(9000)).refused(Failure.MALFORMED_REQUEST);
    }

    /** D27, K1. */
    @Test
    void limitsTheRequestLineToTheOctet() {
        int path = RequestReading.LIMITS.requestLine() - "GET / HTTP/1.1".length();
        byte[] fits = Latin1.octets("GET /" + "a".repeat(path) + " HTTP/1.1\r\n" + HOST);
        byte[] emptyLineAndFits = Latin1.octets("\r\nGET /" + "a".repeat(path) + " HTTP/1.1\r\n" + HOST);
        byte[] tooLong = Latin1.octets("GET /" + "a".repeat(path + 1) + " HTTP/1.1\r\n" + HOST);
        RequestReading.inSlices(fits).accepted();
        RequestReading.inSlices(emptyLineAndFits).accepted();
        assertThat(path).isGreaterThan(8000);
        RequestReading.inSlices(tooLong).refused(Failure.URI_TOO_LONG);
        RequestReading.inSlices(tooLong, 5000, 8206).refused(Failure.URI_TOO_LONG);
    }

    /** K1: before the line is complete. */
    @Test
    void refusesALineOverTheLimitBeforeItsEnd() {
        String start = "GET /" + "a".repeat(RequestReading.LIMITS.requestLine());
        RequestReading reading = RequestReading.inSlices(Latin1.octets(start)).refused(Failure.URI_TOO_LONG);
        assertThat(reading.line()).isEqualTo("GET ");
    }

    /** What is no request fails with its first wrong octet, so that nobody waits for more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001", // a TLS ClientHello
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n",
                "\r\n\r\n\u0000\r\nQUIT\n", // PROXY protocol 2
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0080",
                "GET /\u0000",
                "GET x",
                "GET / X",
            })
    void refusesOtherProtocolsAtOnce(String octets) {
        RequestReading.of(octets).refused(Failure.MALFORMED_REQUEST);
    }

    /** E6: the target's authority wins, the path is kept byte for byte. */
    @ParameterizedTest
    @CsvSource({
        "GET, http://a.example/x?y, a.example, /x?y",
        "GET, HTTP://A.Example:8080/, a.example:8080, /",
        "GET, https://a.example, a.example, /",
        "GET, http://a.example?q, a.example, /?q",
        "GET, http://[::1]:80/%2e%2E//, [::1]:80, /%2e%2E//",
        "OPTIONS, http://a.example, a.example, *",
        "OPTIONS, http://a.example/, a.example, /",
        "OPTIONS, http://a.example?q, a.example, /?q",
        "GET, http://a.example./, a.example, /",
        "GET, http://a.example/http://b/, a.example, /http://b/",
    })
    void takesTheAuthorityOfAnAbsoluteTarget(String method, String target, String authority, String path) {
        RequestReading reading = read(method + " " + target + " HTTP/1.1").accepted();
        assertThat(reading.authority()).isEqualTo(authority);
        assertThat(reading.line()).isEqualTo(method + " " + path);
        assertThat(reading.fields()).isEmpty();
    }

    /** E6. */
    @ParameterizedTest
    @CsvSource({
        "http://user@a.example/, BAD_HOST",
        "http://user:pass@a.example/, BAD_HOST",
        "http:///x, BAD_HOST",
        "http://, BAD_HOST",
        "http://?x, BAD_HOST",
        "http://:80/, BAD_HOST",
        "http://a\\b/, BAD_HOST",
        "http://a%2eb/, BAD_HOST",
        "http://a.example:99999/, BAD_HOST",
        "ftp://a.example/, MALFORMED_REQUEST",
        "httpx://a.example/, MALFORMED_REQUEST",
        "http:a.example/, MALFORMED_REQUEST",
        "http:/a.example/, MALFORMED_REQUEST",
        "h://a/, MALFORMED_REQUEST",
        "http, MALFORMED_REQUEST",
        "ws://a.example/, MALFORMED_REQUEST",
        "//a.example, -",
    })
    void refusesOtherAbsoluteTargets(String target, String why) {
        RequestReading reading = read("GET " + target + " HTTP/1.1");
        if (why.equals("-")) {
            assertThat(reading.accepted().line()).isEqualTo("GET " + target);
        } else {
            reading.refused(Failure.valueOf(why));
        }
    }

    /** E7. */
    @Test
    void takesTheAsteriskOfOptionsOnly() {
        assertThat(read("OPTIONS * HTTP/1.1").accepted().line()).isEqualTo("OPTIONS *");
    }

    /** U8. */
    @ParameterizedTest
    @ValueSource(strings = {"CONNECT example.com:443 HTTP/1.1", "CONNECT / HTTP/1.1", "CONNECT http://a/ HTTP/1.1"})
    void refusesConnect(String line) {
        assertThat(read(line).refused(Failure.METHOD_NOT_ALLOWED).line()).startsWith("CONNECT ");
    }

    /** E8, E9: what RFC 3986 leaves out but clients send, and dots, slashes and escapes, stay as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/a/../%2e%2e%2fb//c?x=%00", "/\"<>\\^`{|}", "//", "/?", "/a??b", "/%", "/%zz", "/a;b=c/.."})
    void keepsTheTargetByteForByte(String target) {
        assertThat(read("GET " + target + " HTTP/1.1").accepted().line()).isEqualTo("GET " + target);
    }

    /** The log shows what was understood. */
    @Test
    void keepsWhatItUnderstoodBeforeItRefused() {
        RequestReading reading = RequestReading.of("GET /x HTTP/1.1\r\nHost: a.example\r\nBad Name: x\r\n\r\n");
        assertThat(reading.refused(Failure.MALFORMED_REQUEST).line()).isEqualTo("GET /x");
        assertThat(reading.authority()).isEqualTo("a.example");
    }
}
