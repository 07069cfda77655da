package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A11, U1 to U6, U8 to U10: websockets pass, and no other protocol does. */
@ExtendWith(LeakPresence.class)
class UpgradeIT {
    static final String HANDSHAKE = """
                GET /ws?x HTTP/1.1\r
                Host: example.test\r
                Upgrade: WebSocket\r
                Connection: keep-alive, Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Origin: https://example.test\r
                \r
                """;
    private static final String SWITCHED = """
                HTTP/1.1 101 Switching Protocols\r
                Connection: upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                \r
                """;

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    /** U1, U5, U10, A11: the handshake is made anew, octets pass both ways from the first, and 101 has no policy. */
    @Test
    void tunnelsAWebsocket() throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send(SWITCHED + "first");
            connection.send("echo " + connection.read(4)).awaitEnd();
        });
        try (Http1Client client = door.tls("example.test")) {
            Answer answer = client.send(HANDSHAKE).read("GET");
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.value("upgrade")).isEqualTo("websocket");
            assertThat(answer.value("connection")).isEqualToIgnoringCase("upgrade");
            assertThat(answer.value("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(answer.policies()).isEmpty();
            assertThat(client.read(5)).isEqualTo("first");
            assertThat(client.send("\u0000\u00ff\r\n").read(9)).isEqualTo("echo \u0000\u00ff\r\n");
        }
        assertThat(backend.requests().getFirst())
                .startsWith("GET /ws?x HTTP/1.1\r\nHost: example.test\r\n")
                .containsOnlyOnce("Upgrade: websocket\r\n")
                .containsOnlyOnce("Connection: ")
                .contains("Origin: https://example.test\r\n", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
    }

    /** U5: the end of one side reaches the other, after everything that was sent before it. */
    @Test
    void endsATunnelFromEitherSide() throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send(SWITCHED + "x".repeat(100_000));
        });
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.send(HANDSHAKE).read("GET").status()).isEqualTo(101);
            assertThat(client.readAll()).hasSize(100_000);
        }
        backend.does(connection -> {
            connection.readRequest();
            connection.send(SWITCHED).awaitEnd();
        });
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.send(HANDSHAKE).read("GET").status()).isEqualTo(101);
            client.endOutput();
            Awaitility.await().until(() -> backend.connections().getFirst().ended());
        }
    }

    /** U3, CVE-2026-2833: what is sent behind a handshake that the backend does not accept is the next request, not the backend's. */
    @Test
    void keepsPipelinedRequestsOutOfTheTunnel() throws Exception {
        backend.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
        try (Http1Client client = door.tls("example.test")) {
            client.send(HANDSHAKE + "GET /next HTTP/1.1\r\nHost: unknown.test\r\n\r\n");
            assertThat(client.read("GET").body()).isEqualTo("no");
            assertThat(client.read("GET").status()).isIn(421, 0);
        }
        assertThat(backend.requests()).hasSize(1);
        assertThat(backend.requests().getFirst()).doesNotContain("/next");
    }

    /** U3: octets sent early are not lost when the backend does switch. */
    @Test
    void deliversEarlyOctetsAfterTheSwitch() throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send(SWITCHED);
            connection.send(connection.read(5));
        });
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.send(HANDSHAKE + "early").read("GET").status()).isEqualTo(101);
            assertThat(client.readAll()).isEqualTo("early");
        }
    }

    static Stream<Arguments> noSwitches() {
        return Stream.of(
                arguments("U3 no accept", SWITCHED.replaceFirst("Sec-WebSocket-Accept: .*\r\n", "")),
                arguments("U3 other protocol", SWITCHED.replace("websocket", "h2c")),
                arguments("U3 no protocol", SWITCHED.replaceFirst("Upgrade: .*\r\n", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noSwitches")
    void refusesASwitchThatWasNotAskedFor(String what, String octets) throws Exception {
        backend.answersAndCloses(octets);
        try (Http1Client client = door.tls("example.test")) {
            Answer answer = client.send(HANDSHAKE).read("GET");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.policies()).hasSize(1);
        }
    }

    /** U6: the backend's refusals pass. */
    @Test
    void passesRefusalsOn() throws Exception {
        backend.answers("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n");
        try (Http1Client client = door.tls("example.test")) {
            Answer answer = client.send(HANDSHAKE).read("GET");
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.value("sec-websocket-version")).isEqualTo("13");
            assertThat(answer.policies()).hasSize(1);
        }
    }

    static Stream<Arguments> noHandshakes() {
        return Stream.of(
                arguments("U1 POST", HANDSHAKE.replace("GET", "POST")),
                arguments("U1 no option", HANDSHAKE.replace("keep-alive, Upgrade", "keep-alive")),
                arguments("U1 other protocol", HANDSHAKE.replace("WebSocket", "foo")),
                arguments("U1 HTTP/1.0", HANDSHAKE.replace("HTTP/1.1", "HTTP/1.0")),
                arguments("U1 body", HANDSHAKE.replace("Origin", "Content-Length: 2\r\nOrigin") + "hi"),
                arguments(
                        "U2",
                        HANDSHAKE.replace("WebSocket", "h2c").replace("Origin", "HTTP2-Settings: AAMAAABk\r\nOrigin")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noHandshakes")
    void forwardsEverythingElseWithoutTheUpgrade(String what, String octets) throws Exception {
        backend.does(Backend::echo);
        Answer answer = answerTo(octets);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .doesNotContainIgnoringCase("\r\nupgrade:")
                .doesNotContainIgnoringCase("\r\nconnection:")
                .doesNotContainIgnoringCase("http2-settings");
    }

    private static Answer answerTo(String octets) throws IOException {
        try (Http1Client client = door.tls("example.test")) {
            return client.send(octets).read("GET");
        }
    }

    /** U8, U9: neither CONNECT nor TRACE reaches a backend. */
    @Test
    void refusesConnectAndTrace() throws Exception {
        backend.does(Backend::echo);
        String fields = " HTTP/1.1\r\nHost: example.test\r\n\r\n";
        Answer connect = answerTo("CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n");
        Answer trace = answerTo("TRACE /" + fields);
        Answer http2 = Protocol.HTTP_2.exchange(
                door, "example.test", Request.get("example.test", "/").method("TRACE"));
        for (Answer answer : new Answer[] {connect, trace, http2}) {
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.value("allow")).contains("GET").doesNotContain("TRACE");
        }
        try (Http2Client client = door.http2("example.test")) {
            Answer answer = client.read(client.open(true, ":method", "CONNECT", ":authority", "example.test:443"));
            assertThat(answer.status()).isIn(405, 400, 0);
        }
        assertThat(backend.requests()).isEmpty();
    }
}
