package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.FieldName;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The responses that clients are sent. */
class ResponseWriterTest {
    private static ResponseHead head(int status, long length) {
        ResponseHead head = new ResponseHead();
        head.reset(status);
        head.setBodyLength(length);
        return head;
    }

    private static String write(ResponseHead head, HstsField hsts, BodyFraming framing, ConnectionOption option) {
        int hint = ResponseWriter.sizeHint(head, hsts);
        int end = head.fields().end();
        ByteBuf out = Unpooled.buffer(1);
        ResponseWriter.write(head, hsts, framing, option, out);
        assertThat(out.readableBytes()).isLessThanOrEqualTo(hint);
        assertThat(head.fields().end()).isEqualTo(end);
        return Latin1.text(out);
    }

    /** G12: every field as it came, our framing, one policy. */
    @Test
    void rebuildsTheHeadOfABackend() {
        ResponseReader reader = new ResponseReader(RequestReading.LIMITS);
        reader.reset(Method.GET, false);
        ResponseHead head = new ResponseHead();
        String octets =
                "HTTP/1.0 200 Fine\r\nServer:\told \r\nContent-Length: 07\r\nSet-Cookie: a\r\nSet-Cookie: \u00e9\r\n\r\n";
        assertThat(reader.read(Latin1.buffer(octets), head)).isEqualTo(Progress.DONE);
        assertThat(write(head, HstsField.of("max-age=5"), reader.framing(), ConnectionOption.NONE))
                .isEqualTo("""
                HTTP/1.1 200 Fine\r
                Server: old\r
                Set-Cookie: a\r
                Set-Cookie: \u00e9\r
                Strict-Transport-Security: max-age=5\r
                Content-Length: 7\r
                \r
                """);
    }

    /** HSTS.md: exactly one field, whatever else stands in the head. */
    @Test
    void writesNoPolicyAndNoFramingButTheOnesItIsGiven() {
        ResponseHead head = head(200, 3);
        head.fields().add(FieldName.STRICT_TRANSPORT_SECURITY, Octets.of("max-age=0"));
        head.fields().add(FieldName.CONTENT_LENGTH, Octets.of("9"));
        head.fields().add(FieldName.TRANSFER_ENCODING, Octets.of("gzip"));
        head.fields().add(FieldName.DATE, Octets.of("now"));
        head.fields().add(FieldName.VIA, Octets.of("x"));
        head.fields().removeAll(FieldName.VIA);
        assertThat(write(head, HstsField.NONE, BodyFraming.LENGTH, ConnectionOption.NONE))
                .isEqualTo("HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 3\r\n\r\n");
        assertThat(write(head, HstsField.of("max-age=1"), BodyFraming.LENGTH, ConnectionOption.NONE))
                .containsOnlyOnce("Strict-Transport-Security")
                .contains("Strict-Transport-Security: max-age=1\r\n");
    }

    /** G3, RFC 9110 8.6, RFC 9112 6.1. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200, NONE, 0, Content-Length: 0",
                "200, LENGTH, 12345678901, Content-Length: 12345678901",
                "200, CHUNKED, -1, Transfer-Encoding: chunked",
                "200, UNTIL_CLOSE, -1, -",
                "200, NONE, -1, -",
                "200, NONE, 7, Content-Length: 7",
                "304, NONE, 7, Content-Length: 7",
                "304, NONE, -1, -",
                "204, NONE, 0, -",
                "204, CHUNKED, -1, -",
                "103, NONE, 0, -",
                "101, TUNNEL, 0, -",
            })
    void writesOneFramingWhereTheStatusAllowsIt(
            int status, BodyFraming framing, long length, @org.jspecify.annotations.Nullable String line) {
        String octets = write(head(status, length), HstsField.NONE, framing, ConnectionOption.NONE);
        assertThat(octets.substring(octets.indexOf('\n') + 1)).isEqualTo(line == null ? "\r\n" : line + "\r\n\r\n");
    }

    /** D23, D24, U1. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "NONE, ''",
                "CLOSE, Connection: close~",
                "KEEP_ALIVE, Connection: keep-alive~",
                "UPGRADE, Connection: Upgrade~Upgrade: websocket~",
            })
    void writesTheConnectionOption(ConnectionOption option, String lines) {
        assertThat(write(head(101, 0), HstsField.NONE, BodyFraming.TUNNEL, option))
                .isEqualTo("HTTP/1.1 101 Switching Protocols\r\n"
                        + lines.replace("''", "").replace("~", "\r\n") + "\r\n");
    }

    /** G11: the standard's phrase where there is none of the backend's. */
    @ParameterizedTest
    @CsvSource({
        "100, Continue",
        "200, OK",
        "308, Permanent Redirect",
        "404, Not Found",
        "413, Content Too Large",
        "421, Misdirected Request",
        "431, Request Header Fields Too Large",
        "511, Network Authentication Required",
        "599, ''",
        "299, ''",
    })
    void writesTheStandardsPhrase(int status, String phrase) {
        assertThat(write(head(status, -1), HstsField.NONE, BodyFraming.NONE, ConnectionOption.NONE))
                .isEqualTo("HTTP/1.1 " + status + " " + phrase + "\r\n\r\n");
    }

    /** RFC 9112 7.1. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "9, 9",
        "10, a",
        "15, f",
        "16, 10",
        "255, ff",
        "256, 100",
        "500, 1f4",
        "65535, ffff",
        "1048576, 100000",
        "2147483647, 7fffffff"
    })
    void writesChunkSizesInHex(int length, String digits) {
        ByteBuf out = Unpooled.buffer();
        ChunkWriter.writeHead(length, out);
        assertThat(Latin1.text(out)).isEqualTo(digits + "\r\n");
        assertThat(out.readableBytes()).isLessThanOrEqualTo(ChunkWriter.MAX_HEAD);
    }

    /** RFC 9112 7.1. */
    @Test
    void endsChunksAndBodies() {
        ByteBuf out = Unpooled.buffer();
        ChunkWriter.writeEnd(out);
        ChunkWriter.writeLast(out);
        assertThat(Latin1.text(out)).isEqualTo("\r\n0\r\n\r\n");
    }
}
