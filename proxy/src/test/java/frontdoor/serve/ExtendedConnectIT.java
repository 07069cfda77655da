package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.wire.WebsocketKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** U1 to U10 over HTTP/2: websockets of clients that speak RFC 8441, to a backend that speaks HTTP/1.1. */
@ExtendWith(LeakPresence.class)
class ExtendedConnectIT {
    private static final Pattern KEY = Pattern.compile("Sec-Websocket-Key: (.*)\r\n", Pattern.CASE_INSENSITIVE);
    private static final int CANCEL = 8;

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%1$d" }
                frontdoor.sites.other {
                  hosts = ["other.test"], backend = "http://127.0.0.1:%1$d", timeouts.websocket-idle = 5s, hsts.max-age = 9s
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static int connect(Http2Client client, String authority, String... more) throws IOException {
        String[] head = {
            ":method",
            "CONNECT",
            ":protocol",
            "websocket",
            ":scheme",
            "https",
            ":path",
            "/ws?x",
            ":authority",
            authority
        };
        String[] all = Stream.concat(Stream.of(head), Stream.of(more)).toArray(String[]::new);
        return client.open(false, all);
    }

    private static String accept(String handshake) {
        Matcher key = KEY.matcher(handshake);
        assertThat(key.find()).isTrue();
        byte[] octets = key.group(1).getBytes(StandardCharsets.US_ASCII);
        return new String(WebsocketKey.acceptOf(octets, 0, octets.length), StandardCharsets.US_ASCII);
    }

    private static String switched(String handshake) {
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: chat\r\n"
                + "Strict-Transport-Security: max-age=1\r\nSec-WebSocket-Accept: " + accept(handshake) + "\r\n\r\n";
    }

    /** Switches, and then does what {@code then} says. */
    private static void serve(Backend.Script then) {
        backend.does(connection -> {
            connection.send(switched(connection.readRequest()));
            then.serve(connection);
        });
    }

    /** U1, U5, U7, U10, A8: the handshake is made anew with a key of our own, octets pass both ways from the first, and 200 has its policy. */
    @Test
    void tunnelsAWebsocket() throws Exception {
        backend.does(connection -> {
            connection.send(switched(connection.readRequest()) + "first");
            connection.send("echo " + connection.read(4)).awaitEnd();
        });
        try (Http2Client client = door.http2("other.test")) {
            int stream = connect(
                    client,
                    "other.test",
                    "sec-websocket-version",
                    "13",
                    "sec-websocket-protocol",
                    "chat",
                    "origin",
                    "https://other.test");
            Answer answer = client.readHead(stream);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.value("sec-websocket-protocol")).isEqualTo("chat");
            assertThat(answer.policies()).containsExactly("max-age=9");
            assertThat(answer.fields())
                    .noneMatch(field -> field.startsWith("sec-websocket-accept")
                            || field.startsWith("upgrade")
                            || field.startsWith("connection")
                            || field.startsWith("content-length"));
            assertThat(client.readBody(stream, 5)).isEqualTo("first");
            client.data(stream, "\u0000\u00ff\r\n", false);
            assertThat(client.readBody(stream, 9)).isEqualTo("echo \u0000\u00ff\r\n");
            client.data(stream, "", true);
            assertThat(client.readEnd(stream)).isEqualTo(-1);
        }
        assertThat(backend.requests().getFirst())
                .startsWith("GET /ws?x HTTP/1.1\r\nHost: other.test\r\n")
                .containsOnlyOnce("Upgrade: websocket\r\n")
                .containsOnlyOnce("Connection: Upgrade\r\n")
                .contains("Origin: https://other.test\r\n", "Sec-Websocket-Version: 13\r\n")
                .doesNotContain("Content-Length", "Transfer-Encoding");
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
    }

    /** U5, U7: END_STREAM is FIN, in either direction, after everything that was sent before it. */
    @Test
    void endsATunnelFromEitherSide() throws Exception {
        serve(connection -> connection.send("x".repeat(100_000)));
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            assertThat(client.readBody(stream, 200_000)).hasSize(100_000);
        }
        serve(connection -> {
            connection.awaitEnd();
            connection.send("last");
        });
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            client.data(stream, "", true);
            assertThat(client.readBody(stream, 99)).isEqualTo("last");
        }
    }

    /** U7: RST is RST, in either direction. */
    @Test
    void tellsResetsToTheOtherSide() throws Exception {
        serve(connection -> {
            connection.read(1);
            connection.reset();
        });
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            client.data(stream, "x", false);
            assertThat(client.readEnd(stream)).isEqualTo(CANCEL);
        }
        StringBuilder end = new StringBuilder();
        serve(connection -> end.append(howItEnds(connection)));
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            client.reset(stream);
            Awaitility.await().until(() -> backend.connections().getFirst().ended());
            assertThat(end).hasToString("reset");
            assertThat(connect(client, "example.test")).isEqualTo(3);
            assertThat(client.readHead(3).status()).isEqualTo(200);
        }
    }

    private static String howItEnds(BackendConnection connection) {
        try {
            return connection.read(1).isEmpty() ? "fin" : "octet";
        } catch (IOException reset) {
            return "reset";
        }
    }

    /** U3: octets and an end that came before the switch are not lost, and reach no backend that does not switch. */
    @Test
    void keepsEarlyOctetsForTheTunnel() throws Exception {
        backend.does(connection -> {
            String handshake = connection.readRequest();
            connection.send(switched(handshake));
            connection.send(connection.read(5));
        });
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            client.data(stream, "ear", false);
            client.data(stream, "ly", true);
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            assertThat(client.readBody(stream, 99)).isEqualTo("early");
        }
        backend.answers("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            client.data(stream, "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n", false);
            assertThat(client.read(stream).body()).isEqualTo("no");
            assertThat(client.read(connect(client, "example.test")).body()).isEqualTo("no");
        }
        assertThat(backend.requests()).hasSize(2).noneMatch(request -> request.contains("/admin"));
    }

    static Stream<Arguments> noSwitches() {
        return Stream.of(
                arguments("U3 no accept", "Sec-WebSocket-Accept: .*\r\n", ""),
                arguments("U3, U7 wrong accept", "Sec-WebSocket-Accept: .*\r\n", "Sec-WebSocket-Accept: x\r\n"),
                arguments("U3 other protocol", "Upgrade: websocket", "Upgrade: h2c"),
                arguments("U3 no protocol", "Upgrade: websocket\r\n", ""),
                arguments("U7 2xx that is no switch", "101 Switching Protocols", "200 OK"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noSwitches")
    void refusesASwitchThatWasNotAskedFor(String what, String octets, String instead) throws Exception {
        backend.does(
                connection -> connection.send(switched(connection.readRequest()).replaceFirst(octets, instead)));
        try (Http2Client client = door.http2("other.test")) {
            Answer answer = client.read(connect(client, "other.test"));
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.policies()).containsExactly("max-age=9");
        }
    }

    /** U4. */
    @Test
    void refusesASwitchOfAPlainRequest() throws Exception {
        backend.answersAndCloses(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
        try (Http2Client client = door.http2("example.test")) {
            String[] get = {":method", "GET", ":scheme", "https", ":path", "/", ":authority", "example.test"};
            assertThat(client.read(client.open(true, get)).status()).isEqualTo(502);
        }
    }

    /** U6: the backend's refusals pass, with their bodies and the site's policy. */
    @Test
    void passesRefusalsOn() throws Exception {
        backend.answers("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 2\r\n\r\nno");
        try (Http2Client client = door.http2("other.test")) {
            Answer answer = client.read(connect(client, "other.test"));
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.value("sec-websocket-version")).isEqualTo("13");
            assertThat(answer.body()).isEqualTo("no");
            assertThat(answer.policies()).hasSize(1);
        }
    }

    /** U1, U2, U7: no other protocol, with 501; what is malformed, with 400; neither reaches a backend, and the connection goes on. */
    @Test
    void refusesEverythingElse() throws Exception {
        backend.does(Backend::echo);
        try (Http2Client client = door.http2("other.test")) {
            String[][] heads = {
                {":method", "CONNECT", ":protocol", "h2c", ":scheme", "https", ":path", "/", ":authority", "other.test"
                },
                {
                    ":method",
                    "CONNECT",
                    ":protocol",
                    "websocket",
                    ":scheme",
                    "https",
                    ":path",
                    "",
                    ":authority",
                    "other.test"
                },
                {
                    ":method",
                    "POST",
                    ":protocol",
                    "websocket",
                    ":scheme",
                    "https",
                    ":path",
                    "/",
                    ":authority",
                    "other.test"
                },
                {":method", "CONNECT", ":protocol", "websocket", ":authority", "other.test"},
            };
            int[] statuses = {501, 400, 400, 400};
            for (int i = 0; i < heads.length; i++) {
                Answer answer = client.read(client.open(false, heads[i]));
                assertThat(answer.status()).isEqualTo(statuses[i]);
                assertThat(answer.policies()).containsExactly("max-age=9");
            }
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** U8, U9: neither a plain CONNECT nor TRACE reaches a backend. */
    @Test
    void refusesConnectAndTrace() throws Exception {
        backend.does(Backend::echo);
        try (Http2Client client = door.http2("example.test")) {
            Answer connect = client.read(client.open(false, ":method", "CONNECT", ":authority", "example.test:443"));
            String[] head = {":method", "TRACE", ":scheme", "https", ":path", "/", ":authority", "example.test"};
            Answer trace = client.read(client.open(true, head));
            for (Answer answer : new Answer[] {connect, trace}) {
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.value("allow")).contains("GET").doesNotContain("TRACE", "CONNECT");
            }
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** U5: a tunnel in which nothing moves ends after websocket-idle, over either version. */
    @Test
    void endsATunnelInWhichNothingMoves() throws Exception {
        serve(BackendConnection::awaitEnd);
        try (Http2Client client = door.http2("other.test")) {
            int stream = connect(client, "other.test");
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            assertThat(client.readEnd(stream)).isEqualTo(CANCEL);
        }
        serve(BackendConnection::awaitEnd);
        try (Http1Client client = door.tls("other.test")) {
            assertThat(client.send(UpgradeIT.HANDSHAKE.replace("example.test", "other.test"))
                            .read("GET")
                            .status())
                    .isEqualTo(101);
            assertThat(client.readAll()).isEmpty();
        }
    }

    /** U5: neither side can make the front door hold what the other does not take, and everything arrives. */
    @Test
    void waitsForASlowBackend() throws Exception {
        int octets = 4_000_000;
        StringBuilder heard = new StringBuilder();
        serve(connection -> {
            connection.send("go");
            heard.append(connection.read(octets).length());
            connection.send("done");
        });
        try (Http2Client client = door.http2("example.test")) {
            int stream = connect(client, "example.test");
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            assertThat(client.readBody(stream, 2)).isEqualTo("go");
            client.dataAsAllowed(stream, octets);
            assertThat(client.readBody(stream, 4)).isEqualTo("done");
        }
        assertThat(heard).hasToString(Integer.toString(octets));
    }

    /** U5: what drains waits for tunnels as long as drain-timeout says, and then cuts them, over either version. */
    @Test
    void cutsTunnelsWhenTheDrainTimeIsOver(@TempDir Path own) throws Exception {
        serve(BackendConnection::awaitEnd);
        FrontDoorHarness draining = FrontDoorHarness.open(own, """
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                """.formatted(backend.port()));
        try (Http2Client http2 = draining.http2("example.test");
                Http1Client http1 = draining.tls("example.test")) {
            int stream = connect(http2, "example.test");
            assertThat(http2.readHead(stream).status()).isEqualTo(200);
            assertThat(http1.send(UpgradeIT.HANDSHAKE).read("GET").status()).isEqualTo(101);
            long began = System.nanoTime();
            draining.close();
            assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);
            Awaitility.await().until(() -> backend.connections().stream().allMatch(BackendConnection::ended));
        }
    }
}
