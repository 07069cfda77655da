package frontdoor.upstream1;

import static frontdoor.upstream.TestBed.awaitTrue;
import static frontdoor.upstream.TestBed.head;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import frontdoor.loop.ReadAhead;
import frontdoor.upstream.FakeBackend;
import frontdoor.upstream.FakeConnection;
import frontdoor.upstream.OverEveryTransport;
import frontdoor.upstream.RecordedResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G1 to G5, C11, K12, Q1, Q2, Q5, Q6: what is told of responses, whole and broken ones. */
class ResponseTest extends OverEveryTransport {
    private static FakeBackend once(String answer, FakeBackend.Script then) throws Exception {
        return new FakeBackend(connection -> {
            connection.readHead();
            connection.send(answer);
            then.serve(connection);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~0~~ | ready, 200, body hello, end",
                "HTTP/1.1 103 Early Hints~~HTTP/1.1 200 OK~Content-Length: 2~~ok | ready, 103, 200, body ok, end",
                "HTTP/1.1 200 OK~Content-Length: 0~~ | ready, 200, end",
                "HTTP/1.1 426 Upgrade Required~Content-Length: 0~~ | ready, 426, end",
                "HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 6~~hello | ready, upstream_bad_response",
                "HTTP/1.1 200 OK~Content-Length: 5~Transfer-Encoding: chunked~~0~~ | ready, upstream_bad_response",
                "HTTP/2 200 OK~~ | ready, upstream_bad_response",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~ | ready, 200, upstream_bad_response",
                "HTTP/1.1 101 Switching Protocols~Upgrade: websocket~Sec-WebSocket-Accept: x~~"
                        + " | ready, upstream_bad_response",
            })
    void tellsTheResponse(String answer, String told) throws Exception {
        try (FakeBackend backend = once(answer.replace("~", "\r\n"), FakeConnection::readToEnd)) {
            assertThat(bed.get(backend).awaitOver()).isEqualTo(told);
        }
    }

    @Test
    void readsAResponseThatComesOctetByOctet() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        FakeBackend.Script script = connection -> {
            connection.readHead();
            for (int i = 0; i < answer.length(); i++) {
                connection.send(answer.substring(i, i + 1));
            }
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            assertThat(bed.get(backend).awaitOver().replace("body ", "").replace(", ", ""))
                    .isEqualTo("ready200abcdeend");
            awaitTrue(() -> bed.upstreams.idle() == 1);
        }
    }

    /** G5. */
    @Test
    void passesOn64InterimHeadsAndNoMore() throws Exception {
        String hint = "HTTP/1.1 103 Early Hints\r\n\r\n";
        try (FakeBackend some = once(hint.repeat(64) + "HTTP/1.1 204 OK\r\n\r\n", FakeConnection::readToEnd);
                FakeBackend flood = once(hint.repeat(65), FakeConnection::readToEnd)) {
            assertThat(bed.get(some).awaitOver()).endsWith("103, 204, end");
            assertThat(bed.get(flood).awaitOver()).endsWith("103, upstream_bad_response");
        }
    }

    /** Q1, Q5, Q27: where nothing was ever answered, it may be that something else is spoken there. */
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0", "true, 1", "false, 1"})
    void tellsAnEndBeforeTheResponse(boolean reset, int answers) throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            for (int i = 0; i < answers; i++) {
                connection.send("HTTP/1.1 204 Good\r\nConnection: keep-alive\r\n\r\n");
                connection.readHead();
            }
            if (reset) {
                connection.reset();
            } else {
                connection.fin();
                connection.readToEnd();
            }
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            for (int i = 0; i < answers; i++) {
                assertThat(bed.get(backend).awaitOver()).isEqualTo("ready, 204, end");
                awaitTrue(() -> bed.upstreams.idle() == 1);
            }
            RecordedResponse response = bed.get(backend);
            assertThat(response.awaitOver()).isEqualTo("ready, upstream_closed");
            Rule unanswered = reset ? Rule.RESET_UNANSWERED : Rule.NO_ANSWER;
            assertThat(response.flaws()).containsExactly((answers == 0 ? Rule.NEVER_ANSWERED : unanswered).words());
        }
    }

    /** G4, Q2, Q5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 O|CUT_HEAD",
                "HTTP/1.1 103 Early Hints~~|CUT_HEAD",
                "HTTP/1.1 200 OK~Content-Length: 5~~hell|CUT_BODY",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~|CUT_CHUNKS",
            })
    void tellsAnEndInsideTheResponse(String octets, Rule cut) throws Exception {
        String part = octets.replace("~", "\r\n");
        try (FakeBackend fin = once(part, FakeConnection::fin);
                FakeBackend reset = once(part, connection -> {
                    connection.awaitSignal();
                    connection.reset();
                })) {
            RecordedResponse ended = bed.get(fin);
            assertThat(ended.awaitOver()).endsWith("upstream_closed_early");
            assertThat(ended.flaws()).containsExactly(cut.words());
            RecordedResponse response = bed.get(reset);
            awaitTrue(() -> reset.accepted() == 1);
            reset.connection(0).signal("now");
            assertThat(response.awaitOver()).containsAnyOf("upstream_closed_early", "upstream_closed");
            assertThat(response.flaws())
                    .singleElement()
                    .isIn(Rule.RESET_IN_ANSWER.words(), Rule.RESET_UNANSWERED.words());
        }
    }

    /** C11, G4: only an orderly end completes a body that ends with its connection. */
    @Test
    void takesOnlyAnOrderlyEndForTheEndOfABodyUntilClose() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\n\r\nhello";
        try (FakeBackend fin = once(answer, FakeConnection::fin);
                FakeBackend reset = once(answer, connection -> {
                    connection.awaitSignal();
                    connection.reset();
                })) {
            assertThat(bed.get(fin).awaitOver()).isEqualTo("ready, 200, body hello, end");
            RecordedResponse response = bed.get(reset).awaitEnding("hello");
            reset.connection(0).signal("now");
            assertThat(response.awaitOver()).isEqualTo("ready, 200, body hello, upstream_closed_early");
        }
    }

    /** K12, Q6. */
    @Test
    void givesUpOnABackendThatDoesNotAnswer() throws Exception {
        try (FakeBackend backend = new FakeBackend(FakeConnection::readToEnd)) {
            RecordedResponse response = bed.get(backend).awaitEnding("ready");
            awaitTrue(() ->
                    backend.accepted() == 1 && backend.connection(0).heard().endsWith("\r\n\r\n"));
            bed.pass(Duration.ofMillis(29_800));
            assertThat(response).hasToString("ready");
            bed.pass(Duration.ofMillis(400));
            assertThat(response).hasToString("ready, upstream_response_timeout");
            awaitTrue(() -> backend.connection(0).heard().endsWith("[fin]"));
        }
    }

    /** K12: the time runs from the last octet of the request. */
    @Test
    void doesNotTimeTheResponseWhileTheClientUploads() throws Exception {
        try (FakeBackend backend = new FakeBackend(FakeConnection::readToEnd)) {
            RecordedResponse response =
                    bed.open(backend, stream -> stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH)));
            response.awaitEnding("ready");
            for (int i = 0; i < 3; i++) {
                bed.pass(Duration.ofSeconds(100));
                bed.run(() -> response.stream().writeBody(bed.data("piece")));
                awaitTrue(() -> bed.unreleased() == 0);
            }
            bed.run(() -> response.stream().writeEnd());
            awaitTrue(() -> backend.connection(0).heard().endsWith("\r\n0\r\n\r\n") && bed.unreleased() == 0);
            bed.pass(Duration.ofMillis(29_800));
            assertThat(response).hasToString("ready");
            bed.pass(Duration.ofMillis(400));
            assertThat(response).hasToString("ready, upstream_response_timeout");
        }
    }

    /** K12, Q6: but not while we are the ones who do not read. */
    @Test
    void givesUpOnABackendThatStallsUnlessItWasWeWhoStoppedReading() throws Exception {
        String part = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell";
        try (FakeBackend backend = once(part, FakeConnection::readToEnd)) {
            RecordedResponse response = bed.get(backend).awaitEnding("hell");
            bed.run(() -> response.stream().setReading(false));
            bed.pass(Duration.ofSeconds(100));
            bed.run(() -> response.stream().setReading(true));
            bed.pass(Duration.ofMillis(19_800));
            assertThat(response).hasToString("ready, 200, body hell");
            bed.pass(Duration.ofMillis(400));
            assertThat(response).hasToString("ready, 200, body hell, upstream_idle_timeout");
        }
    }

    /** K12: a stream of events, or a call of gRPC, may be silent as long as a websocket, any other body not. */
    @ParameterizedTest
    @CsvSource({
        "text/event-stream, 600",
        "Text/Event-Stream; charset=utf-8, 600",
        "text/event-streams, 20",
        "application/grpc, 600",
        "application/grpc+proto, 600",
        "Application/gRPC;x=y, 600",
        "application/grpc-web-text, 600",
        "application/grpcs, 20",
        "text/plain, 20"
    })
    void letsWhatLastsBeSilent(String type, int seconds) throws Exception {
        String part = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n: a\r\n";
        try (FakeBackend backend = once(part, FakeConnection::readToEnd)) {
            RecordedResponse response = bed.get(backend).awaitEnding(": a");
            bed.pass(Duration.ofMillis(seconds * 1000L - 200));
            assertThat(response).hasToString("ready, 200, body : a");
            bed.pass(Duration.ofMillis(400));
            assertThat(response).hasToString("ready, 200, body : a, upstream_idle_timeout");
        }
    }

    /** K12, K15: nor before its head, when the client cannot take one. */
    @Test
    void timesABackendsHeadFromWhenItIsRead() throws Exception {
        try (FakeBackend silent = new FakeBackend(FakeConnection::readToEnd)) {
            RecordedResponse response = bed.get(silent).awaitEnding("ready");
            bed.run(() -> response.stream().setReading(false));
            bed.pass(Duration.ofSeconds(100));
            bed.run(() -> response.stream().setReading(true));
            bed.pass(Duration.ofMillis(29_800));
            assertThat(response).hasToString("ready");
            bed.pass(Duration.ofMillis(400));
            assertThat(response).hasToString("ready, upstream_response_timeout");
        }
    }

    /** D22, K15: what a transport reads on its own account after reading was switched off has an end. */
    @Test
    void failsAResponseThatComesUnwanted() throws Exception {
        String part = "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\nx";
        try (FakeBackend backend = once(part, FakeConnection::readToEnd)) {
            RecordedResponse response = bed.get(backend).awaitEnding("x");
            bed.run(() -> response.stream().setReading(false));
            Runnable unwanted = () -> bed.socket.pipeline().fireChannelRead(bed.octets(ReadAhead.MOST / 4));
            for (int i = 0; i < 4; i++) {
                bed.run(unwanted);
            }
            assertThat(response.octets()).isEqualTo(1 + ReadAhead.MOST);
            bed.run(unwanted);
            assertThat(response.awaitOver()).endsWith("upstream_overrun");
            assertThat(response.octets()).isEqualTo(1 + ReadAhead.MOST);
        }
    }

    /** K12, Q6: nor when the client ends its upload meanwhile. */
    @Test
    void doesNotTimeABackendThatIsNotReadWhenTheUploadEnds() throws Exception {
        String part = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell";
        try (FakeBackend backend = once(part, FakeConnection::readToEnd)) {
            RecordedResponse response =
                    bed.open(backend, stream -> stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH)));
            response.awaitEnding("hell");
            bed.run(() -> response.stream().setReading(false));
            bed.run(() -> response.stream().writeBody(bed.data("piece")));
            bed.run(() -> response.stream().writeEnd());
            awaitTrue(() -> backend.connection(0).heard().endsWith("\r\n0\r\n\r\n") && bed.unreleased() == 0);
            for (int i = 0; i < 3; i++) {
                bed.pass(Duration.ofSeconds(100));
            }
            assertThat(response).hasToString("ready, 200, body hell");
            bed.run(() -> response.stream().setReading(true));
            bed.pass(Duration.ofSeconds(21));
            assertThat(response).hasToString("ready, 200, body hell, upstream_idle_timeout");
        }
    }

    /** K12: a stalled upload is the backend's fault too. */
    @Test
    void givesUpOnABackendThatStopsReadingTheRequest() throws Exception {
        try (FakeBackend backend = new FakeBackend(FakeConnection::awaitSignal)) {
            RecordedResponse response =
                    bed.open(backend, stream -> stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH)));
            response.awaitEnding("ready");
            awaitTrue(() -> {
                bed.run(() -> {
                    if (response.stream().isWritable()) {
                        response.stream().writeBody(bed.octets(64 * 1024));
                    }
                });
                return !response.stream().isWritable();
            });
            bed.pass(Duration.ofSeconds(21));
            bed.pass(Duration.ofSeconds(21));
            assertThat(response).hasToString("ready, upstream_idle_timeout");
        }
    }

    /** F15: the refusal is read although the backend has reset the upload. */
    @Test
    void readsARefusalBehindAResetUpload() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno.");
            // Unread octets of the upload turn this close into a reset.
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            for (int i = 0; i < 20; i++) {
                RecordedResponse response = bed.open(backend, stream -> {
                    stream.writeHead(head("POST", 1 << 20));
                    for (int n = 0; n < 16; n++) {
                        stream.writeBody(bed.octets(64 * 1024));
                    }
                    stream.writeEnd();
                });
                assertThat(response.awaitOver()).isEqualTo("ready, 413, body no., end");
            }
        }
    }
}
