package frontdoor.upstream1;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.upstream.FakeBackend;
import frontdoor.upstream.FakeConnection;
import frontdoor.upstream.OverEveryTransport;
import frontdoor.upstream.RecordedResponse;
import frontdoor.upstream.TestBed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** U3 to U6: websockets. */
class TunnelTest extends OverEveryTransport {
    private static final String SWITCH = """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                \r
                """;

    private RecordedResponse handshake(FakeBackend backend) {
        return bed.open(backend, stream -> {
            stream.writeHead(TestBed.websocket());
            stream.writeEnd();
        });
    }

    private static FakeBackend backend(String answer, FakeBackend.Script then) throws Exception {
        return new FakeBackend(connection -> {
            connection.readHead();
            connection.send(answer);
            then.serve(connection);
        });
    }

    /** U5: nothing that came with the 101 is lost, and both directions end by themselves. */
    @Test
    void carriesOctetsBothWaysAndEndsEachDirectionByItself() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.send(connection.read(4));
            connection.readToEnd();
            connection.send("last");
        };
        try (FakeBackend backend = backend(SWITCH + "first", script)) {
            RecordedResponse response = handshake(backend).awaitEnding("first");
            bed.run(() -> response.stream().writeBody(bed.data("ping")));
            response.awaitEnding("ping");
            bed.run(() -> response.stream().writeEnd());
            response.awaitEnding("end");
            assertThat(response).hasToString("ready, 101, body firstpinglast, end");
            awaitTrue(() -> bed.upstreams.open() == 0);
            assertThat(backend.connection(0).heard()).endsWith("ping[fin]");
        }
    }

    @Test
    void goesOnSendingAfterTheBackendHasEndedItsDirection() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.fin();
            connection.readToEnd();
        };
        try (FakeBackend backend = backend(SWITCH, script)) {
            RecordedResponse response = handshake(backend).awaitEnding("end");
            bed.run(() -> {
                response.stream().writeBody(bed.data("still there"));
                response.stream().writeEnd();
            });
            awaitTrue(() -> backend.connection(0).heard().endsWith("still there[fin]"));
            awaitTrue(() -> bed.upstreams.open() == 0);
            assertThat(response).hasToString("ready, 101, end");
        }
    }

    @Test
    void tellsThatATunnelWasReset() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.awaitSignal();
            connection.reset();
        };
        try (FakeBackend backend = backend(SWITCH, script)) {
            RecordedResponse response = handshake(backend).awaitEnding("101");
            backend.connection(0).signal("now");
            assertThat(response.awaitOver()).isEqualTo("ready, 101, upstream_closed_early");
        }
    }

    /** U3, U4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nSec-WebSocket-Accept: x\r\n\r\n",
            })
    void refusesASwitchThatIsNotTheOneAskedFor(String answer) throws Exception {
        try (FakeBackend backend = backend(answer, FakeConnection::readToEnd)) {
            assertThat(handshake(backend).awaitOver()).isEqualTo("ready, upstream_bad_response");
        }
    }

    /** U3, U6: an answer like any other, but the connection is not trusted any more. */
    @Test
    void passesARefusedHandshakeThrough() throws Exception {
        try (FakeBackend backend =
                backend("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno", FakeConnection::readToEnd)) {
            assertThat(handshake(backend).awaitOver()).isEqualTo("ready, 400, body no, end");
            awaitTrue(() -> bed.upstreams.open() == 0);
        }
    }

    /** U5, K12: octets in either direction count. */
    @Test
    void endsATunnelInWhichNothingMoves() throws Exception {
        try (FakeBackend backend = backend(SWITCH, FakeConnection::readToEnd)) {
            RecordedResponse response = handshake(backend).awaitEnding("101");
            bed.pass(Duration.ofSeconds(500));
            bed.run(() -> response.stream().writeBody(bed.data("x")));
            awaitTrue(() -> backend.connection(0).heard().endsWith("x"));
            bed.pass(Duration.ofSeconds(500));
            assertThat(response).hasToString("ready, 101");
            bed.pass(Duration.ofSeconds(101));
            bed.pass(Duration.ofSeconds(601));
            assertThat(response).hasToString("ready, 101, upstream_idle_timeout");
        }
    }

    /** U5, K12: whoever does not read cannot know whether anything moves. */
    @Test
    void doesNotTimeATunnelThatIsNotReadWhenTheClientSends() throws Exception {
        try (FakeBackend backend = backend(SWITCH, FakeConnection::readToEnd)) {
            RecordedResponse response = handshake(backend).awaitEnding("101");
            bed.run(() -> response.stream().setReading(false));
            bed.run(() -> response.stream().writeBody(bed.data("x")));
            awaitTrue(() -> backend.connection(0).heard().endsWith("x") && bed.unreleased() == 0);
            bed.pass(Duration.ofSeconds(601));
            bed.pass(Duration.ofSeconds(601));
            assertThat(response).hasToString("ready, 101");
            bed.run(() -> response.stream().cancel());
        }
    }
}
