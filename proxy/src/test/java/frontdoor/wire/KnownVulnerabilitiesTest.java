package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** L2: what HTTP/1 decoders were attacked with, so that ours never learns it. */
class KnownVulnerabilitiesTest {
    private static final String HEAD = "POST / HTTP/1.1~Host: a~";

    static List<Arguments> requests() {
        return List.of(
                Arguments.of(
                        "CVE-2019-16869: space before the colon",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding : chunked~~"),
                Arguments.of(
                        "CVE-2019-20444: line without a colon",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding chunked~Content-Length: 5~~"),
                Arguments.of(
                        "CVE-2019-20445: length and coding",
                        "POST / HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~"),
                Arguments.of(
                        "CVE-2020-7238: blank before the coding, and a length",
                        "POST / HTTP/1.1~Host: a~ Transfer-Encoding: chunked~Content-Length: 5~~"),
                Arguments.of(
                        "CVE-2021-21295: two lengths", "POST / HTTP/1.1~Host: a~Content-Length: 5~Content-Length: 0~~"),
                Arguments.of(
                        "CVE-2021-43797: control octets in a name",
                        "POST / HTTP/1.1~Host: a~\u0001Transfer-Encoding: chunked~~"),
                Arguments.of(
                        "CVE-2021-43797: control octets after a name",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding\u000b: chunked~~"),
                Arguments.of("CVE-2022-41915: control octets in a value", "POST / HTTP/1.1~Host: a~X: a\u0000b~~"),
                Arguments.of("CVE-2025-67735: a line end in the target", "GET /\rX: y HTTP/1.1~Host: a~~"),
                Arguments.of("CVE-2026-41417: a line in the target", "GET /\nX: y HTTP/1.1~Host: a~~"),
                Arguments.of(
                        "CVE-2026-42581: a coding of HTTP/1.0",
                        "POST / HTTP/1.0~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~"),
                Arguments.of(
                        "CVE-2026-42585: malformed coding",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding: \u000bchunked~~"),
                Arguments.of(
                        "CVE-2026-42585: malformed coding, quoted",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding: \"chunked\"~~"),
                Arguments.of(
                        "CVE-2026-50020: control octets before the request", "\u0001\u0002GET / HTTP/1.1~Host: a~~"),
                Arguments.of("CVE-2026-59900: two hosts", "GET / HTTP/1.1~Host: a~Host: b~~"),
                Arguments.of(
                        "CVE-2026-89044: chunked and something",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked, xchunked~~"),
                Arguments.of(
                        "CVE-2026-89044: folded coding",
                        "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked,~ xchunked~~"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void refusesTheRequest(String name, String octets) {
        assertThat(RequestReading.of(octets.replace("~", "\r\n")).progress())
                .as(name)
                .isEqualTo(Progress.FAILED);
    }

    static List<Arguments> bodies() {
        return List.of(
                Arguments.of("CVE-2025-58056: LF ends a chunk's size", "2;\nxx\r\n45\r\n0\r\n\r\n"),
                Arguments.of("CVE-2025-58056: LF ends a chunk", "2\r\nxx\n0\r\n\r\n"),
                Arguments.of(
                        "CVE-2026-33870: line end in a quoted extension",
                        "1;a=\"\r\nX\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\"\r\n"),
                Arguments.of("CVE-2026-42580: size over 31 bits", "100000005\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("CVE-2026-42580: size over 63 bits", "8000000000000005\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("CVE-2026-42580: size over 64 bits", "10000000000000005\r\nhello\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void neverTakesTheBodyForComplete(String name, String octets) {
        BodyReader reader = new BodyReader(Grammar.REQUEST);
        reader.reset(BodyFraming.CHUNKED, 0);
        ByteBuf in = Latin1.buffer(octets);
        for (ByteBuf piece = reader.next(in); piece != null; piece = reader.next(in)) {
            piece.release();
        }
        assertThat(reader.done()).as(name).isFalse();
    }

    /** CVE-2026-93491 and others: what one request can make us keep is bounded by the limits. */
    @Test
    void keepsNoMoreThanTheLimitsOfAnEndlessHead() {
        byte[] octets = Latin1.octets((HEAD + "X: ").replace("~", "\r\n") + "a".repeat(1_000_000));
        RequestReader reader = new RequestReader(RequestReading.LIMITS);
        frontdoor.http.RequestHead head = new frontdoor.http.RequestHead();
        assertThat(reader.read(io.netty.buffer.Unpooled.wrappedBuffer(octets), head))
                .isEqualTo(Progress.FAILED);
        assertThat(head.fields().bytes().length).isLessThan(20_000);
    }
}
