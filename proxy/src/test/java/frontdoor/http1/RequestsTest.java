package frontdoor.http1;

import static frontdoor.http1.RecordingCore.answer;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How octets of a client become exchanges, one after the other. */
class RequestsTest {
    private final Http1Fixture http1 = new Http1Fixture();

    @AfterEach
    void close() {
        http1.close();
    }

    @Test
    void startsAnExchangeAndTellsItsEndOnce() {
        http1.get("/a");
        assertThat(http1.core.heard).containsExactly("GET /a", "end");
    }

    @Test
    void readsAHeadOctetByOctet() {
        for (char c : "GET /a HTTP/1.1\r\nHost: a\r\n\r\n".toCharArray()) {
            http1.sendRaw(String.valueOf(c));
        }
        assertThat(http1.core.heard).containsExactly("GET /a", "end");
    }

    @Test
    void handsOnTheBodyAsItComes() {
        http1.send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nab")
                .send("cd")
                .send("eNEXT");
        assertThat(http1.core.heard).containsExactly("POST /", "body ab", "body cd", "body e", "end");
    }

    @Test
    void handsOnAChunkedBodyWithoutItsFraming() {
        http1.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n2\nab\n")
                .send("1\nc\n0\n\n");
        assertThat(http1.core.heard).containsExactly("POST /", "body ab", "body c", "end");
    }

    /** D20. */
    @Test
    void takesTheBodyOfAGetForNoRequest() {
        http1.core.onEnd = stream -> answer(stream, "x");
        String evil = "GET /evil HTTP/1.1\nHost: b\n\n";
        http1.send("GET / HTTP/1.1\nHost: a\nContent-Length: 31\n\n" + evil).get("/next");
        assertThat(http1.core.heard)
                .containsExactly("GET /", "body GET /evil HTTP/1.1\r\nHost: b\r\n\r\n", "end", "GET /next", "end");
    }

    /** D22. */
    @Test
    void answersPipelinedRequestsInOrderOneAtATime() {
        http1.send("GET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\n\n");
        assertThat(http1.core.heard).containsExactly("GET /1", "end");
        answer(http1.stream(), "one");
        assertThat(http1.core.heard).as("not inside the core's own call").containsExactly("GET /1", "end");
        assertThat(http1.received()).endsWith("one");
        assertThat(http1.core.heard).containsExactly("GET /1", "end", "GET /2", "end");
        answer(http1.stream(), "two");
        assertThat(http1.received()).endsWith("two");
    }

    /** D22. */
    @Test
    void stopsReadingWhileARequestSentAheadWaits() {
        http1.get("/1");
        assertThat(http1.channel.config().isAutoRead())
                .as("to notice that the client leaves")
                .isTrue();
        http1.get("/2");
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        answer(http1.stream(), "");
        http1.received();
        assertThat(http1.core.heard).endsWith("GET /2", "end");
        assertThat(http1.channel.config().isAutoRead()).isTrue();
    }

    /** D22. */
    @Test
    void answersManyPipelinedRequestsThatAreAnsweredAtOnce() {
        http1.core.onStart = stream -> answer(stream, "");
        http1.send("GET / HTTP/1.1\nHost: a\n\n".repeat(1000));
        assertThat(http1.core.heard).hasSize(1000);
        assertThat(http1.received().split("HTTP/1.1 200", -1)).hasSize(1001);
    }

    /** D22, K15. */
    @Test
    void takesNoFurtherRequestWhileTheClientDoesNotReadTheResponses() {
        http1.channel.setStuck(true);
        http1.core.onEnd = stream -> answer(stream, "x".repeat(10_000));
        http1.send("GET / HTTP/1.1\nHost: a\n\n".repeat(100));
        int before = http1.core.heard.size();
        assertThat(before).isLessThan(30);
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        http1.channel.setStuck(false);
        http1.received();
        assertThat(http1.core.heard).hasSize(200);
        assertThat(http1.channel.config().isAutoRead()).isTrue();
    }

    /** D21. */
    @Test
    void parsesNothingAfterARefusedRequest() {
        http1.core.onStart = stream -> answer(stream, "no");
        http1.send("GET / HTTP/1.1\nHost : a\n\nGET /good HTTP/1.1\nHost: a\n\n");
        assertThat(http1.core.heard).hasSize(1).allMatch(line -> line.startsWith("refuse "));
        assertThat(http1.received()).contains("Connection: close\n").endsWith("no");
        http1.assertLingers();
        http1.get("/good");
        assertThat(http1.core.heard).hasSize(1);
    }

    /** D21, with an answer that takes its time. */
    @Test
    void stopsReadingAfterARefusedRequest() {
        http1.send("GET / HTTP/1.1\nHost : a\n\n");
        assertThat(http1.channel.config().isAutoRead()).isFalse();
        answer(http1.stream(), "no");
        assertThat(http1.received()).contains("Connection: close\n");
        assertThat(http1.channel.config().isAutoRead()).as("lingering").isTrue();
    }

    /** B9, D12: HTTP/0.9, a TLS ClientHello, an h2 preface, a PROXY header, garbage. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "\u0000\u0001\u0002garbage\r\n"
            })
    void refusesWhatIsNotHttp1(String octets) {
        http1.core.onStart = stream -> answer(stream, "no");
        http1.sendRaw(octets);
        assertThat(http1.core.heard).hasSize(1).allMatch(line -> line.startsWith("refuse "));
        assertThat(http1.received()).contains("Connection: close\n");
        http1.assertLingers();
    }

    /** D17: the failure is told while an answer is still possible, and the connection ends with it. */
    @Test
    void tellsABodyWithBrokenChunks() {
        http1.send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n2\nabX")
                .get("/evil");
        assertThat(http1.core.heard).containsExactly("POST /", "body ab", "failure bad_framing");
        answer(http1.stream(), "no");
        assertThat(http1.received()).contains("Connection: close\n").endsWith("no");
        http1.assertLingers();
        assertThat(http1.core.heard).hasSize(3);
    }

    /** D23. */
    @Test
    void processesNothingAfterConnectionClose() {
        http1.send("GET /1 HTTP/1.1\nHost: a\nConnection: close\n\nGET /2 HTTP/1.1\nHost: a\n\n");
        answer(http1.stream(), "x");
        assertThat(http1.received()).contains("Connection: close\n");
        http1.assertLingers();
        assertThat(http1.core.heard).containsExactly("GET /1", "end");
    }
}
