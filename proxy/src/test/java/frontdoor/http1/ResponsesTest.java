package frontdoor.http1;

import static frontdoor.http1.RecordingCore.answer;
import static frontdoor.http1.RecordingCore.head;
import static frontdoor.http1.RecordingCore.octets;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a response is framed, and what follows from it for the connection. */
class ResponsesTest {
    private static final long UNKNOWN = ResponseHead.UNKNOWN_LENGTH;

    private final Http1Fixture http1 = new Http1Fixture();

    @AfterEach
    void close() {
        http1.close();
    }

    @Test
    void sendsAShortResponseAsOneBuffer() {
        http1.get("/");
        answer(http1.stream(), "x".repeat(1000));
        http1.channel.runPendingTasks();
        assertThat(http1.channel.outboundMessages()).hasSize(1);
        assertThat(http1.received()).startsWith("HTTP/1.1 200 OK\n").contains("Content-Length: 1000\n\nxxx");
        http1.assertOpen();
    }

    @Test
    void passesALongPieceOnAsItCame() {
        http1.get("/");
        http1.stream().writeHead(head(200, 10_000), HstsField.NONE, false);
        ByteBuf piece = octets("x".repeat(10_000));
        http1.stream().writeBody(piece);
        http1.stream().writeEnd();
        http1.channel.runPendingTasks();
        assertThat(http1.channel.outboundMessages()).hasSize(2).contains(piece);
        http1.assertOpen();
    }

    @Test
    void writesNothingBeforeTheEndOfTheTurn() {
        http1.get("/");
        http1.stream().writeHead(head(200, 5), HstsField.NONE, false);
        assertThat(http1.channel.outboundMessages()).isEmpty();
        assertThat(http1.received()).endsWith("\n\n");
        http1.stream().writeBody(octets("abcde"));
        http1.stream().writeEnd();
        assertThat(http1.received()).isEqualTo("abcde");
    }

    @Test
    void writesThePolicy() {
        http1.get("/");
        http1.stream().writeHead(head(200, 0), HstsField.of("max-age=1"), true);
        assertThat(http1.received())
                .contains("\nStrict-Transport-Security: max-age=1\n")
                .contains("\nContent-Length: 0\n");
    }

    @Test
    void sendsABodyOfUnknownLengthInChunks() {
        http1.get("/");
        http1.stream().writeHead(head(200, UNKNOWN), HstsField.NONE, false);
        http1.stream().writeBody(octets("abc"));
        http1.stream().writeBody(octets("x".repeat(5000)));
        http1.stream().writeBody(octets(""));
        http1.stream().writeEnd();
        assertThat(http1.received())
                .contains("\nTransfer-Encoding: chunked\n")
                .endsWith("\n\n3\nabc\n1388\n" + "x".repeat(5000) + "\n0\n\n");
        http1.get("/next");
        assertThat(http1.core.heard).endsWith("GET /next", "end");
    }

    @Test
    void endsABodyOfUnknownLengthThatIsEmpty() {
        http1.get("/");
        http1.stream().writeHead(head(200, UNKNOWN), HstsField.NONE, true);
        assertThat(http1.received()).endsWith("chunked\n\n0\n\n");
        http1.assertOpen();
    }

    /** D24. */
    @Test
    void sendsNoChunksToAClientOfHttp10() {
        http1.send("GET / HTTP/1.0\nConnection: keep-alive\n\n");
        http1.stream().writeHead(head(200, UNKNOWN), HstsField.NONE, false);
        http1.stream().writeBody(octets("abc"));
        http1.stream().writeEnd();
        assertThat(http1.received())
                .contains("\nConnection: close\n")
                .doesNotContain("chunked", "Content-Length")
                .endsWith("\n\nabc");
        http1.assertLingers();
    }

    /** D24. */
    @Test
    void closesAfterAResponseToAClientOfHttp10() {
        http1.send("GET / HTTP/1.0\n\n");
        answer(http1.stream(), "x");
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
    }

    /** D24. */
    @Test
    void keepsTheConnectionOfAClientOfHttp10ThatAsksForIt() {
        http1.send("GET / HTTP/1.0\nConnection: keep-alive\n\n");
        answer(http1.stream(), "x");
        assertThat(http1.received()).contains("\nConnection: keep-alive\n");
        http1.send("GET /2 HTTP/1.0\nConnection: keep-alive\n\n");
        assertThat(http1.core.heard).endsWith("GET /2", "end");
    }

    /** D24, G5. */
    @Test
    void sendsNoInterimHeadToAClientOfHttp10() {
        http1.send("GET / HTTP/1.0\n\n");
        http1.stream().writeInterim(head(103, 0));
        assertThat(http1.received()).isEmpty();
    }

    /** G5. */
    @Test
    void passesInterimHeadsOn() {
        http1.get("/");
        http1.stream().writeInterim(head(103, 0));
        answer(http1.stream(), "x");
        assertThat(http1.received()).startsWith("HTTP/1.1 103 Early Hints\nServer: t\n\nHTTP/1.1 200 OK\n");
    }

    /** G3: the length is told, no body follows. */
    @Test
    void announcesTheLengthToHeadAndKeepsTheConnection() {
        http1.send("HEAD / HTTP/1.1\nHost: a\n\n");
        http1.stream().writeHead(head(200, 7), HstsField.NONE, true);
        assertThat(http1.received()).endsWith("Content-Length: 7\n\n");
        http1.get("/2");
        assertThat(http1.core.heard).endsWith("GET /2", "end");
    }

    /** G3. */
    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void writesNoFramingWhereNoBodyIsPossible(int status) {
        http1.get("/");
        http1.stream().writeHead(head(status, status == 204 ? 0 : UNKNOWN), HstsField.NONE, true);
        assertThat(http1.received())
                .doesNotContain("Content-Length", "Transfer-Encoding")
                .endsWith("\n\n");
        http1.assertOpen();
    }

    @Test
    void abortsRatherThanWriteMoreThanAnnounced() {
        http1.get("/");
        http1.stream().writeHead(head(200, 3), HstsField.NONE, false);
        http1.stream().writeBody(octets("abcd"));
        assertThat(http1.received()).endsWith("\n\n");
        http1.assertClosed();
    }

    @Test
    void abortsRatherThanWriteABodyToHead() {
        http1.send("HEAD / HTTP/1.1\nHost: a\n\n");
        http1.stream().writeHead(head(200, 3), HstsField.NONE, false);
        http1.stream().writeBody(octets("abc"));
        assertThat(http1.received()).endsWith("\n\n");
        http1.assertClosed();
    }

    @Test
    void abortsRatherThanWriteLessThanAnnounced() {
        http1.get("/");
        http1.stream().writeHead(head(200, 3), HstsField.NONE, false);
        http1.stream().writeBody(octets("ab"));
        http1.stream().writeEnd();
        assertThat(http1.received()).endsWith("\n\nab");
        http1.assertClosed();
    }

    /** F12: 100 goes out when the core asks for the body, and the connection stays. */
    @Test
    void asksForTheBodyThatWaitsFor100() {
        http1.send("POST / HTTP/1.1\nHost: a\nContent-Length: 2\nExpect: 100-continue\n\n");
        assertThat(http1.received()).isEmpty();
        http1.stream().writeInterim(head(100, 0));
        assertThat(http1.received()).startsWith("HTTP/1.1 100 Continue\n");
        http1.sendRaw("ab");
        answer(http1.stream(), "x");
        assertThat(http1.received()).doesNotContain("Connection: close");
        http1.assertOpen();
    }

    /** RFC 9110 10.1.1: what follows a refusal may be the body or a request. */
    @Test
    void closesWhenABodyThatWaitsFor100IsNotWanted() {
        http1.send("POST / HTTP/1.1\nHost: a\nContent-Length: 2\nExpect: 100-continue\n\n");
        http1.stream().discardBody();
        answer(http1.stream(), "no");
        assertThat(http1.received()).startsWith("HTTP/1.1 200").contains("Connection: close");
        http1.assertLingers();
    }

    /** G8. */
    @Test
    void closesAfterRequestTimeout() {
        http1.send("POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\na");
        http1.stream().discardBody();
        http1.stream().writeHead(head(408, 0), HstsField.NONE, true);
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
    }

    /** K9. */
    @Test
    void drainsAfterTheResponseThatIsUnderWay() {
        http1.get("/");
        http1.handler.drain();
        http1.assertOpen();
        answer(http1.stream(), "x");
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
    }

    @Test
    void drainsAnIdleConnectionAtOnce() {
        http1.get("/");
        answer(http1.stream(), "x");
        http1.received();
        http1.handler.drain();
        http1.handler.drain();
        http1.assertLingers();
        http1.channel.finFromPeer();
        http1.assertClosed();
    }

    /** The response waits for the end of the turn, and the drain comes before that. */
    @Test
    void drainsInTheTurnOfAResponseWithoutLosingIt() {
        http1.core.onEnd = stream -> {
            answer(stream, "x");
            http1.handler.drain();
        };
        http1.get("/");
        assertThat(http1.received()).endsWith("x");
        http1.assertLingers();
    }

    @Test
    void drainsAfterTheRequestWhoseHeadHasBegun() {
        http1.sendRaw("GET / HT");
        http1.handler.drain();
        http1.sendRaw("TP/1.1\r\nHost: a\r\n\r\n");
        answer(http1.stream(), "x");
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
    }
}
