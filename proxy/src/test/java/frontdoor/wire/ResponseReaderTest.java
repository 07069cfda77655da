package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HeadLimits;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Response heads, each also cut at every octet. */
class ResponseReaderTest {
    private static final HeadLimits LIMITS = new HeadLimits(8192, 4096, 64);

    /** A response reader's reading of octets. */
    private record Reading(
            Progress progress,
            int status,
            String reason,
            List<String> fields,
            long length,
            BodyFraming framing,
            boolean keepAlive,
            String rest) {}

    private static Reading read(String text) {
        return read(Method.GET, text);
    }

    private static Reading read(Method method, String text) {
        byte[] octets = Latin1.octets(text);
        Reading whole = inSlices(method, octets);
        for (int cut = 1; cut < octets.length; cut++) {
            assertThat(inSlices(method, octets, cut)).as("cut at octet %d", cut).isEqualTo(whole);
        }
        return whole;
    }

    private static Reading inSlices(Method method, byte[] octets, int... cuts) {
        ResponseReader reader = new ResponseReader(LIMITS);
        reader.reset(method, false);
        ResponseHead head = new ResponseHead();
        Progress progress = Progress.MORE;
        int from = 0;
        for (int i = 0; i <= cuts.length && progress == Progress.MORE; i++) {
            int to = i < cuts.length ? cuts[i] : octets.length;
            ByteBuf slice = Unpooled.wrappedBuffer(octets, from, to - from);
            progress = reader.read(slice, head);
            from = to - slice.readableBytes();
        }
        if (progress != Progress.DONE) {
            return new Reading(progress, 0, "", List.of(), 0, BodyFraming.NONE, false, "");
        }
        return new Reading(
                progress,
                head.status(),
                Octets.text(head.fields().bytes(), head.reasonStart(), head.reasonLength()),
                RequestReading.fields(head.fields()),
                head.bodyLength(),
                reader.framing(),
                reader.keepAlive(),
                new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1));
    }

    /** F11, F15: what follows the head is left. */
    @Test
    void readsAResponse() {
        Reading reading = read(
                "HTTP/1.1 200 All right\r\nContent-Length: 2\r\nX: \u00e9\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\nhi");
        assertThat(reading)
                .isEqualTo(new Reading(
                        Progress.DONE,
                        200,
                        "All right",
                        List.of("X=\u00e9", "Set-Cookie=a", "Set-Cookie=b"),
                        2,
                        BodyFraming.LENGTH,
                        true,
                        "hi"));
    }

    /** G1, G11. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK",
                "HTTP/2.0 200 OK",
                "HTTP/0.9 200 OK",
                "HTTP/1.1  200 OK",
                "HTTP/1.1 20 OK",
                "HTTP/1.1 2000 OK",
                "HTTP/1.1 099 OK",
                "HTTP/1.1 600 OK",
                "HTTP/1.1 999 OK",
                "HTTP/1.1 000 OK",
                "HTTP/1.1 -20 OK",
                "HTTP/1.1 2x0 OK",
                "HTTP/1.1 200OK",
                "HTTP/1.1\t200 OK",
                "HTTP/1.1 200\tOK",
                "http/1.1 200 OK",
                "ICY 200 OK",
                " HTTP/1.1 200 OK",
                "\r\nHTTP/1.1 200 OK",
                "HTTP/1.1",
                "HTTP/1.1 ",
                "200 OK",
                "<html>",
                "",
                "HTTP/1.1 200 O\u0000K",
                "HTTP/1.1 200 O\rK",
                "HTTP/1.1 200 O\nK",
                "HTTP/1.1 200 OK\r",
                "HTTP/1.1 \u0662\u0660\u0660 OK",
                "SSH-2.0-x",
                "\u0015\u0003\u0003",
            })
    void refusesBadStatusLines(String line) {
        assertThat(read(line + "\r\nContent-Length: 0\r\n\r\n").progress()).isEqualTo(Progress.FAILED);
    }

    /** G1, G2, L2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: x",
                "Content-Length: -1",
                "Content-Length:",
                "Content-Length: 9223372036854775808",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding:",
                " X: y",
                "X: a\r\n b",
                "X: a\r\n\tb",
                "X: \u0000",
                "X: \u0001",
                "X: a\rb",
                "X: a\nb",
                "X: \u007f",
                "NoColon",
                ": x",
                "X Y: z",
                "X\u00e9: y",
                "X\u0000: y",
            })
    void refusesBadFields(String lines) {
        assertThat(read("HTTP/1.1 200 OK\r\n" + lines + "\r\n\r\n").progress()).isEqualTo(Progress.FAILED);
    }

    /** G1. */
    @Test
    void refusesACodingOfHttp10() {
        assertThat(read("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").progress())
                .isEqualTo(Progress.FAILED);
    }

    /** G1, K2: over-limit heads, before they end. */
    @Test
    void refusesLargeHeads() {
        String start = "HTTP/1.1 200 OK\r\n";
        String value = "X: " + "a".repeat(LIMITS.headerSize() - 5);
        assertThat(inSlices(Method.GET, Latin1.octets(start + value + "\r\n\r\n"))
                        .progress())
                .isEqualTo(Progress.DONE);
        assertThat(inSlices(Method.GET, Latin1.octets(start + value + "a\r\n\r\n"))
                        .progress())
                .isEqualTo(Progress.FAILED);
        assertThat(inSlices(Method.GET, Latin1.octets(start + value + "aaaa")).progress())
                .isEqualTo(Progress.FAILED);
        assertThat(inSlices(Method.GET, Latin1.octets(start + "X: y\r\n".repeat(65)))
                        .progress())
                .isEqualTo(Progress.FAILED);
        assertThat(inSlices(Method.GET, Latin1.octets("HTTP/1.1 200 " + "a".repeat(LIMITS.requestLine())))
                        .progress())
                .isEqualTo(Progress.FAILED);
    }

    /** G11: a reason with control octets is dropped; legacy servers leave out the reason, or even the space before it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "200 OK|OK",
                "200 |-",
                "200|-",
                "200 a\u0007b|-",
                "200 \u001b[31m|-",
                "200 d\u00e9j\u00e0|d\u00e9j\u00e0",
                "200 a\tb|a\tb",
                "200 a\u007f|-"
            })
    void takesOrDropsTheReason(String statusAndReason, @org.jspecify.annotations.Nullable String reason) {
        Reading reading = read("HTTP/1.1 " + statusAndReason + "\r\nX: y\r\n\r\n");
        assertThat(reading.progress()).isEqualTo(Progress.DONE);
        assertThat(reading.reason()).isEqualTo(reason == null ? "" : reason);
        assertThat(reading.fields()).containsExactly("X=y");
    }

    /** G3, RFC 9112 6.3, RFC 9110 8.6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|200|X: y|UNTIL_CLOSE|-1",
                "GET|200|Content-Length: 0|NONE|0",
                "GET|200|Content-Length: 7|LENGTH|7",
                "GET|200|Transfer-Encoding: chunked|CHUNKED|-1",
                "GET|404|Content-Length: 7|LENGTH|7",
                "GET|204|X: y|NONE|0",
                "GET|204|Content-Length: 7|NONE|0",
                "GET|204|Transfer-Encoding: chunked|NONE|0",
                "GET|205|X: y|UNTIL_CLOSE|-1",
                "GET|304|X: y|NONE|-1",
                "GET|304|Content-Length: 7|NONE|7",
                "GET|304|Transfer-Encoding: chunked|NONE|-1",
                "HEAD|200|X: y|NONE|-1",
                "HEAD|200|Content-Length: 7|NONE|7",
                "HEAD|200|Transfer-Encoding: chunked|NONE|-1",
                "GET|103|Content-Length: 7|NONE|0",
                "HEAD|100|X: y|NONE|0",
                "POST|301|Content-Length: 1|LENGTH|1",
            })
    void decidesWhereTheBodyEnds(Method method, int status, String line, BodyFraming framing, long length) {
        Reading reading = read(method, "HTTP/1.1 " + status + " x\r\n" + line + "\r\n\r\nrest");
        assertThat(reading.framing()).isEqualTo(framing);
        assertThat(reading.length()).isEqualTo(length);
        assertThat(reading.rest()).isEqualTo("rest");
    }

    /** RFC 9112 9.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1|X: y|true",
                "1.1|Connection: close|false",
                "1.1|Connection: x, Close|false",
                "1.0|X: y|false",
                "1.0|Connection: keep-alive|true",
                "1.0|Connection: keep-alive, close|false",
            })
    void tellsWhetherTheBackendKeepsTheConnection(String version, String line, boolean keepAlive) {
        assertThat(read("HTTP/" + version + " 200 OK\r\nContent-Length: 0\r\n" + line + "\r\n\r\n")
                        .keepAlive())
                .isEqualTo(keepAlive);
        assertThat(read("HTTP/" + version + " 200 OK\r\n" + line + "\r\n\r\n").keepAlive())
                .isFalse();
    }

    /** F16, G5, CVE-2026-42584: interim heads never take the final one's place. */
    @Test
    void readsInterimHeadsBeforeTheFinalOne() {
        ResponseReader reader = new ResponseReader(LIMITS);
        ResponseHead head = new ResponseHead();
        reader.reset(Method.HEAD, false);
        ByteBuf in = Latin1.buffer(
                "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.0 103 x\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        assertThat(head.interim()).isTrue();
        assertThat(reader.started()).isFalse();
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        assertThat(head.status()).isEqualTo(103);
        assertThat(RequestReading.fields(head.fields())).containsExactly("Connection=close");
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        assertThat(head.interim()).isFalse();
        assertThat(reader.started()).isTrue();
        assertThat(reader.framing()).isEqualTo(BodyFraming.NONE);
        assertThat(head.bodyLength()).isEqualTo(9);
        assertThat(reader.keepAlive()).isTrue();
        reader.reset(Method.GET, false);
        assertThat(reader.started()).isFalse();
        assertThat(reader.read(Latin1.buffer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), head))
                .isEqualTo(Progress.DONE);
        assertThat(reader.framing()).isEqualTo(BodyFraming.LENGTH);
    }

    /** U3, U4. */
    @Test
    void takesSwitchingProtocolsOnlyWhereItWasAskedFor() {
        String octets = "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n\u0081\u0000";
        assertThat(read(octets).progress()).isEqualTo(Progress.FAILED);
        ResponseReader reader = new ResponseReader(LIMITS);
        ResponseHead head = new ResponseHead();
        reader.reset(Method.GET, true);
        ByteBuf in = Latin1.buffer(octets);
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        assertThat(reader.framing()).isEqualTo(BodyFraming.TUNNEL);
        assertThat(reader.keepAlive()).isFalse();
        assertThat(in.readableBytes()).isEqualTo(2);
    }

    /** D21. */
    @Test
    void readsNothingAfterAFailure() {
        ResponseReader reader = new ResponseReader(LIMITS);
        ResponseHead head = new ResponseHead();
        ByteBuf in = Latin1.buffer("HTTP/2 200\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(reader.read(in, head)).isEqualTo(Progress.FAILED);
        assertThat(reader.read(in, head)).isEqualTo(Progress.FAILED);
        assertThat(reader.flaw().rule()).isEqualTo(Rule.STATUS_LINE);
    }
}
