package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static frontdoor.upstream.TestBed.head;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.UpstreamStream;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F5, F15, F17, Q3: when a connection to a backend serves another exchange, and when it must not. */
class ReuseTest extends OverEveryTransport {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String HEARD = "ready, 200, body hello, end";

    private static void ask(UpstreamStream stream) {
        stream.writeHead(head("GET", 0));
        stream.writeEnd();
    }

    /** Q27: a server that greets is none of HTTP, whether its words or the request come first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.2|true",
                "220 mail.test ESMTP|true",
                "220-ftp|true",
                "hello there|true",
                "* OK|false",
                "SSH-2.0-x|false"
            })
    void saysThatAServerSpeaksFirst(String greeting, boolean first) throws Exception {
        FakeBackend.Script script = connection -> {
            if (!first) {
                connection.readHead();
            }
            connection.send(greeting + "\r\n");
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response = first ? bed.open(backend, stream -> {}) : bed.get(backend);
            assertThat(response.awaitOver()).isEqualTo("ready, upstream_bad_response");
            assertThat(response.flaws()).containsExactly(Rule.GREETING.words() + ": \"" + greeting + "\"");
        }
    }

    /** F17. */
    @Test
    void reusesTheConnectionOfACompleteExchange() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            for (int i = 0; i < 3; i++) {
                assertThat(bed.get(backend).awaitOver()).isEqualTo(HEARD);
                awaitTrue(() -> bed.upstreams.idle() == 1);
            }
            assertThat(backend.accepted()).isEqualTo(1);
            assertThat(bed.upstreams.open()).isEqualTo(1);
        }
    }

    /** F17, Q4: gunicorn closes after 2 s, and says so; what comes after that must not run into it. */
    @ParameterizedTest
    @CsvSource({
        "timeout=2, 1400, 1600",
        "'TIMEOUT=2, max=100', 1400, 1600",
        "max=5, 3800, 4200",
        "timeout=60, 3800, 4200"
    })
    void believesABackendThatKeepsConnectionsForLess(String keepAlive, int kept, int closed) throws Exception {
        try (FakeBackend backend = FakeBackend.answering(
                "HTTP/1.1 200 OK\r\nKeep-Alive: " + keepAlive + "\r\nContent-Length: 5\r\n\r\nhello")) {
            assertThat(bed.get(backend).awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> bed.upstreams.idle() == 1);
            bed.pass(Duration.ofMillis(kept));
            assertThat(bed.upstreams.idle()).isEqualTo(1);
            bed.pass(Duration.ofMillis(closed - kept));
            assertThat(bed.upstreams.idle()).isZero();
        }
    }

    @Test
    void keepsNoConnectionThatTheBackendDoesNotKeep() throws Exception {
        try (FakeBackend backend =
                FakeBackend.answering("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 5\r\n\r\nhello")) {
            assertThat(bed.get(backend).awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> bed.upstreams.open() == 0);
        }
    }

    /** F16, G3: no body follows, so the connection is free. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"
            })
    void reusesTheConnectionOfAnAnswerToHead(String answer) throws Exception {
        try (FakeBackend backend = FakeBackend.answering(answer)) {
            assertThat(bed.get(backend, "HEAD").awaitOver()).isIn("ready, 200, end", "ready, 304, end");
            awaitTrue(() -> bed.upstreams.idle() == 1);
        }
    }

    /** F5, F15, G3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n",
                "HTTP/1.1 204 No Content\r\n\r\nhello",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
            })
    void closesWhatIsNotCertainToBeReusable(String answer) throws Exception {
        try (FakeBackend backend = FakeBackend.answering(answer)) {
            assertThat(bed.get(backend).awaitOver()).endsWith("end");
            awaitTrue(() -> bed.upstreams.open() == 0);
            assertThat(bed.upstreams.idle()).isZero();
        }
    }

    /** F15: octets of an idle connection answer nothing. */
    @Test
    void closesAnIdleConnectionThatSpeaks() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send(HELLO);
            connection.awaitSignal();
            connection.send(HELLO);
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            bed.get(backend).awaitOver();
            awaitTrue(() -> bed.upstreams.idle() == 1);
            backend.connection(0).signal("speak");
            awaitTrue(() -> bed.upstreams.open() == 0 && bed.upstreams.idle() == 0);
        }
    }

    /** F15, Pingora's CVE-2025-4366: an answer that was there before the request left is not the answer to it. */
    @Test
    void takesNoOctetsThatCameBeforeTheRequestLeft() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            assertThat(bed.open(backend, stream -> {}).awaitOver()).isEqualTo("ready, upstream_stale");
        }
    }

    /** F17. */
    @Test
    void forgetsAnIdleConnectionThatTheBackendCloses() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send(HELLO);
            connection.awaitSignal();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            bed.get(backend).awaitOver();
            awaitTrue(() -> bed.upstreams.idle() == 1);
            backend.connection(0).signal("close");
            awaitTrue(() -> bed.upstreams.idle() == 0 && bed.upstreams.open() == 0);
        }
    }

    /** F17: a channel is dead a turn before it says so, and an exchange may begin in between. */
    @Test
    void losesNoOtherConnectionToADeadOneThatWasPassedOver() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            List<RecordedResponse> idle = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                idle.add(bed.open(backend, stream -> {}).awaitEnding("ready"));
            }
            for (int i = 0; i < 3; i++) {
                UpstreamStream stream = idle.get(i).stream();
                bed.run(() -> ask(stream));
                int pooled = i + 1;
                awaitTrue(() -> bed.upstreams.idle() == pooled);
            }
            RecordedResponse next = bed.record(ReuseTest::ask);
            bed.run(() -> {
                var _ = bed.socket.close();
                bed.upstreams.open(bed.loop, bed.peer(backend.address()), TestBed.TIMEOUTS, false, next);
            });
            assertThat(next.awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> bed.upstreams.open() == 2);
            bed.turn();
            assertThat(bed.upstreams.idle()).isEqualTo(2);
            assertThat(backend.accepted()).isEqualTo(3);
        }
    }

    /** Q3: the request left, nothing came back. */
    @Test
    void tellsThatAReusedConnectionDied() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send(HELLO);
            connection.readHead();
            connection.reset();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            bed.get(backend).awaitOver();
            awaitTrue(() -> bed.upstreams.idle() == 1);
            assertThat(bed.get(backend).awaitOver()).isEqualTo("ready, upstream_closed");
        }
    }

    /** Q3, F14: a retry needs the whole request, so a piece of a body that was handed over forbids it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsThatNothingWasSentOnlyIfAllCanBeSentAgain(boolean withBody) throws Exception {
        FakeBackend.Script script = connection -> {
            connection.awaitSignal();
            connection.reset();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response = bed.open(backend, stream -> {}).awaitEnding("ready");
            awaitTrue(() -> backend.accepted() == 1);
            bed.run(() -> {
                // The loop is kept from seeing the reset before the request is written.
                backend.connection(0).signal("reset");
                awaitTrue(() -> backend.connection(0).isClosed());
                response.stream().writeHead(head("PUT", withBody ? 4 : 0));
                if (withBody) {
                    response.stream().writeBody(bed.data("half"));
                }
                response.stream().writeEnd();
            });
            String told = response.awaitOver();
            if (withBody) {
                assertThat(told).isEqualTo("ready, upstream_closed");
            } else if (transport == TestBed.Transport.IO_URING) {
                // The kernel may report the failed read before the failed write.
                assertThat(told).isIn("ready, upstream_stale", "ready, upstream_closed");
            } else {
                assertThat(told).isEqualTo("ready, upstream_stale");
            }
        }
    }

    @Test
    void passesThePoolOverForARetry() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            bed.get(backend).awaitOver();
            awaitTrue(() -> bed.upstreams.idle() == 1);
            bed.open(backend.address(), true, stream -> stream.cancel()).awaitEnding("ready");
            awaitTrue(() -> backend.accepted() == 2);
            assertThat(bed.upstreams.idle()).isEqualTo(1);
        }
    }

    @Test
    void retiresThePeersThatAReloadHasDropped() throws Exception {
        try (FakeBackend kept = FakeBackend.answering(HELLO);
                FakeBackend dropped = FakeBackend.answering(HELLO)) {
            bed.get(kept).awaitOver();
            bed.get(dropped).awaitOver();
            RecordedResponse busy =
                    bed.open(dropped.address(), true, stream -> {}).awaitEnding("ready");
            awaitTrue(() -> bed.upstreams.idle() == 2);
            Peer before = bed.peer(kept.address());
            bed.upstreams.retain(Map.of(kept.address(), TestBed.LIMITS));
            awaitTrue(() -> before.idle() == 1 && dropped.connection(0).heard().endsWith("[fin]"));
            assertThat(bed.peer(kept.address())).isSameAs(before);
            bed.run(() -> {
                busy.stream().writeHead(head("GET", 0));
                busy.stream().writeEnd();
            });
            assertThat(busy.awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> dropped.connection(1).heard().endsWith("[fin]"));
        }
    }

    /** F5, Q8: a request that ends before its announced length leaves a connection nobody can reuse. */
    @Test
    void closesWhenTheExchangeIsGivenUpInTheRequest() throws Exception {
        FakeBackend.Script script = FakeConnection::readToEnd;
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response = bed.open(backend, stream -> {
                stream.writeHead(head("POST", 10));
                stream.writeBody(bed.data("half"));
            });
            awaitTrue(() ->
                    backend.accepted() == 1 && backend.connection(0).heard().endsWith("half"));
            bed.run(() -> response.stream().cancel());
            awaitTrue(() -> backend.connection(0).heard().endsWith("half[fin]"));
            assertThat(response).hasToString("ready");
            awaitTrue(() -> bed.upstreams.open() == 0);
        }
    }

    /** F5. */
    @Test
    void neverSendsMoreOrLessThanWasAnnounced() throws Exception {
        try (FakeBackend backend = new FakeBackend(FakeConnection::readToEnd)) {
            RecordedResponse less = bed.open(backend, stream -> {
                stream.writeHead(head("POST", 10));
                stream.writeBody(bed.data("half"));
                stream.writeEnd();
            });
            assertThat(less.awaitOver()).isEqualTo("ready, bad_framing");
            RecordedResponse more = bed.open(backend, stream -> {
                stream.writeHead(head("POST", 3));
                stream.writeBody(bed.data("half"));
            });
            assertThat(more.awaitOver()).isEqualTo("ready, bad_framing");
            RecordedResponse any = bed.open(backend, stream -> {
                stream.writeHead(head("GET", 0));
                stream.writeBody(bed.data("half"));
            });
            assertThat(any.awaitOver()).isEqualTo("ready, bad_framing");
        }
    }

    /** F15: told, nothing more sent, not reused. */
    @Test
    void relaysAnEarlyRefusalAndStopsSending() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno.");
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response =
                    bed.open(backend, stream -> stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH)));
            assertThat(response.awaitOver()).isEqualTo("ready, 413, body no., end");
            bed.run(() -> {
                response.stream().writeBody(bed.data("too late"));
                response.stream().writeEnd();
            });
            awaitTrue(() -> backend.connection(0).heard().endsWith("[fin]"));
            assertThat(backend.connection(0).heard()).doesNotContain("too late");
            assertThat(bed.upstreams.idle()).isZero();
        }
    }

    /** F15: some applications answer while they read. */
    @Test
    void goesOnSendingWhileABackendAnswersEarlyWithSuccess() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String echo = connection.read("4\r\nping\r\n".length());
            connection.send(echo);
            connection.read("0\r\n\r\n".length());
            connection.send("0\r\n\r\n");
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response =
                    bed.open(backend, stream -> stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH)));
            response.awaitEnding("200");
            bed.run(() -> response.stream().writeBody(bed.data("ping")));
            response.awaitEnding("body ping");
            bed.run(() -> response.stream().writeEnd());
            assertThat(response.awaitOver()).isEqualTo("ready, 200, body ping, end");
            awaitTrue(() -> bed.upstreams.idle() == 1);
        }
    }
}
