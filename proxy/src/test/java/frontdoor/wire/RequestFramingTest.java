package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.HeadText;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content-Length, Transfer-Encoding and Host of requests, each also cut at every octet. */
class RequestFramingTest {
    private static RequestReading read(String lines) {
        return RequestReading.of("POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    }

    /** D16. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, NONE",
        "5, 5, LENGTH",
        "005, 5, LENGTH",
        "9223372036854775807, 9223372036854775807, LENGTH",
        "0000000000000000005, 5, LENGTH",
    })
    void readsALength(String value, long length, BodyFraming framing) {
        RequestReading reading = read("Content-Length: " + value + "\r\n").accepted();
        assertThat(reading.body().length()).isEqualTo(length);
        assertThat(reading.body().framing()).isEqualTo(framing);
        assertThat(reading.fields()).isEmpty();
    }

    /** D16. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+5",
                "-0",
                "-5",
                "0x5",
                "5x",
                "1_0",
                "5.0",
                "5e0",
                "",
                "5,",
                ",5",
                "5,5",
                "5, 5",
                "5 5",
                "5;",
                "\"5\"",
                "5\u00a0",
                "\u00a05",
                "\u00b2",
                "9223372036854775808",
                "18446744073709551616",
                "18446744073709551621",
                "00000000000000000005",
                "99999999999999999999999",
            })
    void refusesOtherLengths(String value) {
        read("Content-Length: " + value + "\r\n").refused(Failure.BAD_FRAMING);
    }

    /** D16: also equal ones. */
    @ParameterizedTest
    @CsvSource({"5, 5", "5, 6", "0, 0", "0, 5"})
    void refusesTwoLengths(String first, String second) {
        read("Content-Length: " + first + "\r\nX: y\r\nContent-Length: " + second + "\r\n")
                .refused(Failure.BAD_FRAMING);
    }

    /** D13. */
    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "  chunked\t"})
    void readsChunked(String value) {
        RequestReading reading = read("Transfer-Encoding:" + value + "\r\n").accepted();
        assertThat(reading.body().framing()).isEqualTo(BodyFraming.CHUNKED);
        assertThat(reading.body().length()).isEqualTo(RequestHead.UNKNOWN_LENGTH);
        assertThat(reading.fields()).isEmpty();
    }

    /** D13, S1, S2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "gzip|BAD_FRAMING",
                "identity|BAD_FRAMING",
                "chunked, gzip|BAD_FRAMING",
                "gzip, chunked|UNSUPPORTED_TRANSFER_CODING",
                "gzip ,\tdeflate,chunked|UNSUPPORTED_TRANSFER_CODING",
                "cow, chunked|UNSUPPORTED_TRANSFER_CODING",
                "xchunked|BAD_FRAMING",
                "chunkedx|BAD_FRAMING",
                "chunke|BAD_FRAMING",
                "chunked;a=b|BAD_FRAMING",
                "gzip;q=1, chunked|BAD_FRAMING",
                ",chunked|BAD_FRAMING",
                "chunked,|BAD_FRAMING",
                "gzip,,chunked|BAD_FRAMING",
                "chunked, chunked|BAD_FRAMING",
                "chunked, xchunked|BAD_FRAMING",
                "chunked gzip|BAD_FRAMING",
                "gzip chunked|BAD_FRAMING",
                "\"chunked\"|BAD_FRAMING",
                "'chunked'|BAD_FRAMING",
                "\"|BAD_FRAMING",
                "chunked\u00ff|BAD_FRAMING",
                "\u00a0chunked|BAD_FRAMING",
                "chunked\u0085|BAD_FRAMING",
                "[chunked]|BAD_FRAMING",
            })
    void refusesOtherCodings(String value, Failure why) {
        read("Transfer-Encoding: " + value + "\r\n").refused(why);
    }

    /** D13. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding:",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: chunked\r\nX: y\r\nTransfer-Encoding:",
            })
    void refusesTwoOrNoCodings(String lines) {
        read(lines + "\r\n").refused(Failure.BAD_FRAMING);
    }

    /** D6, D13, CVE-2026-89044. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding:\r\n chunked",
                "Transfer-Encoding: gzip\r\n chunked",
                "Transfer-Encoding: chunked,\r\n x"
            })
    void refusesFoldedCodings(String line) {
        RequestReading reading = read(line + "\r\n");
        assertThat(reading.failure()).isIn("BAD_FRAMING", "MALFORMED_REQUEST");
    }

    /** D13: control octets are refused as such. */
    @ParameterizedTest
    @ValueSource(strings = {"\u000bchunked", "chunked\u000b", "chunked\u0000", "\u0001chunked", "chunked\u007f"})
    void refusesControlOctetsInACoding(String value) {
        read("Transfer-Encoding: " + value + "\r\n").refused(Failure.MALFORMED_REQUEST);
    }

    /** S2: every octet before and after the name, the colon and the value. */
    @Test
    void refusesEveryDisguiseOfTheCoding() {
        for (int octet = 0; octet < 256; octet++) {
            char c = (char) octet;
            if (c != ' ' && c != '\t') {
                disguised("Transfer-Encoding: " + c + "chunked");
                disguised("Transfer-Encoding: chunked" + c);
            }
            disguised("Transfer-Encoding" + c + (c == ':' ? "" : ": ") + "chunked" + (c == ':' ? "," : ""));
            if (c != ' ' && c != '\t') {
                disguised("Transfer-Encoding:" + c + "chunked");
            }
            disguised(c + "Transfer-Encoding: chunked");
        }
    }

    private static void disguised(String line) {
        String octets = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n" + line + "\r\n\r\n";
        RequestReading reading = RequestReading.inSlices(Latin1.octets(octets));
        boolean otherToken =
                reading.progress() == Progress.DONE && reading.fields().size() == 1;
        assertThat(otherToken || reading.progress() == Progress.FAILED).as(line).isTrue();
        if (otherToken) {
            assertThat(frontdoor.http.Octets.isToken(Latin1.octets(line), 0, line.indexOf(':')))
                    .isTrue();
            assertThat(line.indexOf(':')).isNotEqualTo("Transfer-Encoding".length());
        }
    }

    /** D14, S1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: chunked\r\nContent-Length: 0",
                "Content-Length: 0\r\nX: y\r\nTransfer-Encoding: chunked",
            })
    void refusesBothFramings(String lines) {
        read(lines + "\r\n").refused(Failure.BAD_FRAMING);
    }

    /** D15. */
    @Test
    void refusesACodingOfHttp10() {
        RequestReading.of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")
                .refused(Failure.BAD_FRAMING);
    }

    /** D20: a body of any method obeys the same framing; what follows the head is left. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "POST"})
    void leavesWhatFollowsTheHead(String method) {
        String head = method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
        RequestReading reading =
                RequestReading.of(head + "helloGET / HTTP/1.1\r\n").accepted();
        assertThat(reading.body().framing()).isEqualTo(BodyFraming.LENGTH);
        assertThat(reading.rest()).isEqualTo("helloGET / HTTP/1.1\r\n");
    }

    /** E1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: a\r\n",
                "Host: a\r\nX: y\r\nhost: b\r\n",
                "Host: a, b\r\n",
                "Host:\r\n",
                "Host: \r\n",
                "Host: a b\r\n",
                "Host: http://a\r\n",
                "Host: a/b\r\n",
                "Host: u@a\r\n",
                "Host: a:b\r\n",
                "Host: a\u00e9\r\n",
            })
    void wantsExactlyOneHost(String lines) {
        RequestReading reading =
                RequestReading.of("GET / HTTP/1.1\r\n" + lines + "\r\n").refused(Failure.BAD_HOST);
        assertThat(reading.authority()).isEqualTo("null");
        RequestReading.of("GET http://a/ HTTP/1.1\r\n" + lines + "\r\n").refused(Failure.BAD_HOST);
    }

    /** E1: HTTP/1.0 may leave it out, not double it. */
    @Test
    void takesHttp10WithoutHost() {
        assertThat(RequestReading.of("GET / HTTP/1.0\r\n\r\n").accepted().authority())
                .isEqualTo("null");
        RequestReading.of("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").refused(Failure.BAD_HOST);
        RequestReading.of("GET / HTTP/1.0\r\nHost: a b\r\n\r\n").refused(Failure.BAD_HOST);
    }

    /** E4, D21, D22: one reader, one request after another, and nothing after a failure. */
    @Test
    void readsRequestAfterRequest() {
        RequestReader reader = new RequestReader(RequestReading.LIMITS);
        RequestHead head = new RequestHead();
        ByteBuf in = Latin1.buffer("POST /1 HTTP/1.0\r\nHost: a\r\nContent-Length: 2\r\nExpect: x\r\n\r\nhi"
                + "GET /2 HTTP/1.1\r\nHost: b\r\n\r\nGET /3\r\nGET /4 HTTP/1.1\r\nHost: c\r\n\r\n");
        assertThat(reader.started()).isFalse();
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        assertThat(reader.keepAlive()).isFalse();
        in.skipBytes(2);
        head.clear();
        reader.reset();
        assertThat(reader.started()).isFalse();
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        assertThat(reader.started()).isTrue();
        assertThat(reader.framing()).isEqualTo(BodyFraming.NONE);
        assertThat(reader.keepAlive()).isTrue();
        assertThat(head.authority()).hasToString("b");
        assertThat(head.fields().size()).isEqualTo(1);
        head.clear();
        reader.reset();
        assertThat(reader.read(in, head)).isEqualTo(Progress.FAILED);
        assertThat(reader.read(in, head)).isEqualTo(Progress.FAILED);
        assertThat(HeadText.target(head)).isEqualTo("/3");
    }

    /** D3, K6: an empty line before a request is not yet a request. */
    @Test
    void isNotStartedByAnEmptyLine() {
        RequestReader reader = new RequestReader(RequestReading.LIMITS);
        RequestHead head = new RequestHead();
        assertThat(reader.read(Latin1.buffer("\r\n"), head)).isEqualTo(Progress.MORE);
        assertThat(reader.started()).isFalse();
        assertThat(reader.read(Latin1.buffer("G"), head)).isEqualTo(Progress.MORE);
        assertThat(reader.started()).isTrue();
    }
}
