package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that backends are sent. */
class RequestWriterTest {
    private static RequestHead read(String octets) {
        RequestHead head = new RequestHead();
        RequestReader reader = new RequestReader(RequestReading.LIMITS);
        assertThat(reader.read(Latin1.buffer(octets), head)).isEqualTo(Progress.DONE);
        return head;
    }

    private static String write(RequestHead head) {
        int hint = RequestWriter.sizeHint(head);
        int end = head.fields().end();
        ByteBuf out = Unpooled.buffer(1);
        RequestWriter.write(head, out);
        assertThat(out.readableBytes()).isLessThanOrEqualTo(hint);
        assertThat(head.fields().end()).isEqualTo(end);
        return Latin1.text(out);
    }

    /** F5, F6, F11: Host first, our own version, one framing, everything else as it came. */
    @Test
    void rebuildsTheHeadWithHostFirst() {
        RequestHead head = read(
                "PUT /a?b HTTP/1.0\r\nx-A:\t b \r\nContent-Length: 005\r\nHOST: Ex.com.:8080\r\nX: \u00e9\r\n\r\n");
        assertThat(write(head))
                .isEqualTo(
                        "PUT /a?b HTTP/1.1\r\nHost: ex.com:8080\r\nx-A: b\r\nX: \u00e9\r\nContent-Length: 5\r\n\r\n");
        assertThat(write(head)).as("again").startsWith("PUT /a?b HTTP/1.1\r\nHost: ex.com:8080\r\nx-A: b\r\n");
    }

    /** F5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET|X: y|-",
                "GET|Content-Length: 0|-",
                "DELETE|X: y|-",
                "PROPFIND|X: y|-",
                "POST|X: y|Content-Length: 0",
                "PUT|Content-Length: 0|Content-Length: 0",
                "PATCH|X: y|Content-Length: 0",
                "GET|Content-Length: 9223372036854775807|Content-Length: 9223372036854775807",
                "GET|Transfer-Encoding: Chunked|Transfer-Encoding: chunked",
            })
    void writesOneFramingOrNone(String method, String line, @org.jspecify.annotations.Nullable String framing) {
        String kept = line.startsWith("X") ? "X: y\r\n" : "";
        assertThat(write(read(method + " / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n")))
                .isEqualTo(method + " / HTTP/1.1\r\nHost: a\r\n" + kept + (framing == null ? "" : framing + "\r\n")
                        + "\r\n");
    }

    /** F1, F6: what was removed is not written, and neither are a second Host or a second framing that somebody added. */
    @Test
    void leavesOutWhatWasRemovedAndWhatIsItsOwn() {
        RequestHead head = read("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\nContent-Length: 3\r\n\r\n");
        Fields fields = head.fields();
        fields.remove(fields.size() - 2);
        fields.add(FieldName.HOST, Octets.of("evil"));
        fields.add(FieldName.CONTENT_LENGTH, Octets.of("0"));
        fields.add(FieldName.TRANSFER_ENCODING, Octets.of("chunked"));
        fields.add(FieldName.X_FORWARDED_PROTO, Octets.of("https"));
        assertThat(write(head))
                .isEqualTo(
                        "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nX-Forwarded-Proto: https\r\nContent-Length: 3\r\n\r\n");
    }

    /** U1. */
    @Test
    void addsTheUpgradeOfAWebsocketHandshake() {
        RequestHead head = read("""
                GET / HTTP/1.1\r
                Host: a\r
                Connection: upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """);
        head.fields().removeAll(FieldName.CONNECTION);
        head.fields().removeAll(FieldName.UPGRADE);
        assertThat(write(head)).isEqualTo("""
                GET / HTTP/1.1\r
                Host: a\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                \r
                """);
    }

    /** F6: names of HTTP/2 in the case that HTTP/1 backends expect. */
    @ParameterizedTest
    @CsvSource({"HTTP_2", "HTTP_3"})
    void writesNamesOfHttp2InTitleCase(HttpVersion version) {
        RequestHead head = new RequestHead();
        Fields fields = head.fields();
        byte[] octets = Octets.of("GET/xsec-websocket-keyvx-abc--1d-eax-real-ipb");
        int at = fields.append(octets, 0, octets.length);
        head.setVersion(version);
        head.setMethod(at, 3);
        head.setTarget(at + 3, 2);
        head.setAuthority(new Authority("[::1]", 65535));
        fields.addAt(at + 5, 17, at + 22, 1);
        fields.addAt(at + 23, 12, at + 35, 1);
        fields.addAt(at + 36, 9, at + 45, 0);
        assertThat(write(head))
                .isEqualTo(
                        "GET /x HTTP/1.1\r\nHost: [::1]:65535\r\nSec-WebSocket-Key: v\r\nX-Abc--1d-Ea: x\r\n-Real-Ipb: \r\n\r\n");
    }

    /** HTTP/1.0 without Host: HTTP/1.1 wants the field, even empty (RFC 9112 3.2). */
    @Test
    void writesAnEmptyHostIfThereIsNone() {
        assertThat(write(read("GET / HTTP/1.0\r\n\r\n"))).isEqualTo("GET / HTTP/1.1\r\nHost: \r\n\r\n");
    }
}
