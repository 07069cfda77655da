package frontdoor.http1;

import static frontdoor.http1.RecordingCore.answer;
import static frontdoor.http1.RecordingCore.head;
import static frontdoor.http1.RecordingCore.octets;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How connections end, and what is left of a request that its response did not wait for. */
class ClosingTest {
    private static final String POST = "POST / HTTP/1.1\nHost: a\nContent-Length: ";

    private final Http1Fixture http1 = new Http1Fixture();

    @AfterEach
    void close() {
        http1.close();
    }

    private void answerAtOnce() {
        http1.core.onStart = stream -> {
            stream.discardBody();
            answer(stream, "x");
        };
    }

    /** S3, D20: the body that came with the head is dropped, and the connection stays. */
    @Test
    void dropsAShortBodyThatTheResponseDidNotWaitFor() {
        answerAtOnce();
        http1.send(POST + "4\n\nabcdGET /next HTTP/1.1\nHost: a\n\n");
        assertThat(http1.core.heard).containsExactly("POST /", "GET /next");
        assertThat(http1.received()).doesNotContain("Connection: close");
        http1.assertOpen();
    }

    /** S3, D20. */
    @Test
    void dropsAShortBodyThatComesLater() {
        answerAtOnce();
        http1.send(POST + "4\n\n").send("ab").send("cd").get("/next");
        assertThat(http1.core.heard).containsExactly("POST /", "GET /next");
    }

    /** S3, D20. */
    @Test
    void dropsAShortChunkedBody() {
        answerAtOnce();
        http1.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n2\nab\n")
                .send("0\n\n")
                .get("/next");
        assertThat(http1.core.heard).containsExactly("POST /", "GET /next");
    }

    /** D26, B7. */
    @Test
    void closesRatherThanDropALongBody() {
        answerAtOnce();
        http1.send(POST + "70000\n\n");
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
        http1.sendRaw("x".repeat(70_000)).get("/evil");
        assertThat(http1.core.heard).containsExactly("POST /");
        http1.assertLingers();
    }

    /** D26. */
    @Test
    void closesRatherThanDropAnEndlessBody() {
        answerAtOnce();
        http1.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n");
        http1.assertOpen();
        http1.send("ffff\n" + "x".repeat(65535) + "\n");
        http1.assertOpen();
        http1.send("ffff\n" + "x".repeat(65535) + "\n0\n\n").get("/evil");
        http1.assertLingers();
        assertThat(http1.core.heard).containsExactly("POST /");
    }

    @Test
    void doesNotWaitLongForTheRestOfABody() {
        answerAtOnce();
        http1.send(POST + "4\n\nab");
        http1.assertOpen();
        http1.pass(Duration.ofMillis(2200));
        http1.assertLingers();
    }

    /** A discarded body is no reason to read for ever while the response goes on. */
    @Test
    void stopsReadingABodyThatIsNotWanted() {
        http1.send(POST + "1000000\n\n");
        http1.stream().discardBody();
        http1.sendRaw("x".repeat(65_536));
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        assertThat(http1.core.heard).containsExactly("POST /");
        answer(http1.stream(), "no");
        assertThat(http1.received()).contains("\nConnection: close\n");
        http1.assertLingers();
    }

    /** D26. */
    @Test
    void lingersUntilTheClientCloses() {
        http1.send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
        answer(http1.stream(), "x");
        http1.assertLingers();
        http1.channel.finFromPeer();
        http1.assertClosed();
    }

    /** D26. */
    @Test
    void lingersForTwoSeconds() {
        http1.send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
        answer(http1.stream(), "x");
        http1.pass(Duration.ofMillis(1900));
        http1.assertLingers();
        http1.pass(Duration.ofMillis(300));
        http1.assertClosed();
    }

    /** D26, B7: a client that goes on sending is held up, not reset before it has read the response. */
    @Test
    void dropsNoMoreThanAQuarterMebibyteWhileItLingers() {
        http1.send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
        answer(http1.stream(), "x");
        http1.received();
        http1.sendRaw("x".repeat(256 * 1024 - 1));
        assertThat(http1.channel.config().isAutoRead()).isTrue();
        http1.sendRaw("x");
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        http1.assertLingers();
        http1.pass(Duration.ofMillis(2200));
        http1.assertClosed();
    }

    /** D26: the two seconds begin when the response has left. */
    @Test
    void waitsForTheResponseToLeaveBeforeItEndsTheOutput() {
        http1.channel.setStuck(true);
        http1.send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
        answer(http1.stream(), "x");
        http1.pass(Duration.ofSeconds(3));
        http1.assertOpen();
        http1.channel.setStuck(false);
        http1.assertLingers();
        assertThat(http1.received()).endsWith("x");
    }

    /** D25, Q9. */
    @Test
    void answersAClientThatHalfClosesAfterItsRequest() {
        http1.get("/");
        http1.channel.finFromPeer();
        assertThat(http1.core.heard).containsExactly("GET /", "end");
        assertThat(http1.channel.config().isAutoRead()).as("17.9: no busy loop").isFalse();
        answer(http1.stream(), "x");
        assertThat(http1.received()).endsWith("x");
        http1.assertClosed();
    }

    /** D25, D22, Q9. */
    @Test
    void answersAllRequestsSentAheadOfAHalfClose() {
        http1.core.onEnd = stream -> answer(stream, "x");
        http1.get("/1");
        http1.core.onEnd = _ -> {};
        http1.send("GET /2 HTTP/1.1\nHost: a\n\nGET /3 HTTP/1.1\nHost: a\n\n");
        http1.channel.finFromPeer();
        answer(http1.stream(), "x");
        http1.received();
        assertThat(http1.core.heard).endsWith("GET /3", "end");
        answer(http1.stream(), "y");
        assertThat(http1.received()).endsWith("y");
        http1.assertClosed();
    }

    /** D25, Q9. */
    @Test
    void takesAHalfCloseInABodyForAnAbort() {
        http1.send(POST + "4\n\nab");
        http1.channel.finFromPeer();
        assertThat(http1.core.heard).containsExactly("POST /", "body ab", "failure client_aborted");
        http1.assertClosed();
    }

    @Test
    void closesWhenTheClientHalfClosesBetweenRequestsOrInAHead() {
        http1.sendRaw("GET / HT");
        http1.channel.finFromPeer();
        assertThat(http1.received()).isEmpty();
        http1.assertClosed();
        assertThat(http1.core.heard).isEmpty();
    }

    /** G15. */
    @Test
    void tellsAtOnceThatTheClientClosed() {
        http1.get("/");
        var _ = http1.channel.close();
        assertThat(http1.core.heard).containsExactly("GET /", "end", "failure client_aborted");
        http1.stream().writeBody(octets("late"));
        http1.stream().abort(Failure.CLIENT_ABORTED);
    }

    /** A client whose connection we cut has not gone away. */
    @Test
    void tellsThatAConnectionWasCut() {
        http1.get("/");
        http1.channel.pipeline().get(Http1Handler.class).onCut();
        assertThat(http1.core.heard).containsExactly("GET /", "end", "failure cut_at_end");
        http1.assertClosed();
    }

    /** G15, 17.9. */
    @Test
    void tellsAtOnceThatTheClientReset() {
        http1.get("/");
        http1.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertThat(http1.core.heard).containsExactly("GET /", "end", "failure client_aborted");
        http1.assertClosed();
    }

    @Test
    void closesOnABugAndTellsTheExchange() {
        http1.get("/");
        http1.channel.pipeline().fireExceptionCaught(new IllegalStateException("a bug, thrown by this test"));
        assertThat(http1.core.heard).containsExactly("GET /", "end", "failure internal_error");
        http1.assertClosed();
    }

    /** G4. */
    @Test
    void abortsAChunkedBodyWithoutALastChunk() {
        http1.get("/");
        http1.stream().writeHead(head(200, -1), HstsField.NONE, false);
        http1.stream().writeBody(octets("abc"));
        http1.stream().abort(Failure.UPSTREAM_CLOSED_EARLY);
        assertThat(http1.received()).endsWith("3\nabc\n");
        http1.assertClosed();
    }

    @Test
    void tellsNothingAfterTheResponseHasEnded() {
        http1.get("/");
        answer(http1.stream(), "x");
        var _ = http1.channel.close();
        assertThat(http1.core.heard).containsExactly("GET /", "end");
    }

    @Test
    void tellsAnExchangeThatIsJustStartingThatTheClientLeft() {
        http1.core.onStart = _ -> http1.channel.pipeline().fireExceptionCaught(new IOException("Broken pipe"));
        http1.get("/");
        assertThat(http1.core.heard).containsExactly("GET /", "failure client_aborted");
    }
}
