package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.Request;
import frontdoor.fixture.TestCertificates;
import frontdoor.tls.TlsBackendSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** C11, C17, Q27: backends that are reached over TLS, from a client's request to its answer. */
@ExtendWith(LeakPresence.class)
class BackendTlsIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private TlsBackendSocket socket;
    private Backend backend;
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        socket = TlsBackendSocket.of("legacy.test");
        backend = new Backend(socket);
        TestCertificates.writeAuthority(directory.resolve("ca.pem"));
        door = FrontDoorHarness.open(directory, sites("legacy.test"));
    }

    private String sites(String name) {
        return """
                frontdoor {
                  upstream-defaults.tls { authorities = "ca.pem", name = "%s" }
                  sites.main { hosts = ["example.test"], backend = "https://127.0.0.1:%d" }
                }
                """.formatted(name, backend.port());
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private Answer get(Protocol protocol) throws Exception {
        return protocol.exchange(door, "example.test", GET);
    }

    /** C17. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void forwardsOverTls(Protocol protocol) throws Exception {
        Answer answer = get(protocol);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("GET / HTTP/1.1\r\nHost: example.test\r\n");
        String body = "x".repeat(30_000);
        Request post = GET.method("POST").body(body);
        // One that meets the backend's close of the connection before is not sent again, and answered with 502.
        await().untilAsserted(() ->
                assertThat(protocol.exchange(door, "example.test", post).body()).endsWith(body));
        assertThat(socket.askedNames()).containsOnly("legacy.test");
    }

    /** C17: never 200, and HSTS all the same. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void refusesABackendOfAnotherName(Protocol protocol) throws Exception {
        door.rewrite(sites("other.test"));
        await().atMost(Duration.ofMinutes(1)).until(() -> get(protocol).status() == 502);
        assertThat(get(protocol).values("strict-transport-security")).hasSize(1);
    }

    /** C11: the client sees that the body is not whole. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void passesOnThatABodyWasCut(Protocol protocol) throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello");
            socket.cutLast();
        });
        assertThat(get(protocol).complete()).isFalse();
        backend.answersAndCloses("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello");
        assertThat(get(protocol).body()).isEqualTo("hello");
        assertThat(get(protocol).complete()).isTrue();
    }

    /** Files that change are served without a restart, and what is bad changes nothing. */
    @Test
    void takesAnotherFileOfAuthorities() throws Exception {
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(200);
        Path file = directory.resolve("ca.pem");
        try (RecordedLog log = RecordedLog.of("frontdoor.reload")) {
            Files.writeString(file, "half a file");
            await().atMost(Duration.ofMinutes(1)).until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .first()
                    .asString()
                    .contains("upstream-defaults.tls.authorities", "stays in service");
        }
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(200);
        Files.copy(door.authority(), file, StandardCopyOption.REPLACE_EXISTING);
        await().atMost(Duration.ofMinutes(1)).until(() -> get(Protocol.HTTP_2).status() == 502);
        TestCertificates.writeAuthority(file);
        await().atMost(Duration.ofMinutes(1)).until(() -> get(Protocol.HTTP_2).status() == 200);
    }

    @Test
    void tunnelsWebsocketsThroughTls() throws Exception {
        backend.does(connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            connection.send(connection.read(5));
            connection.awaitEnd();
        });
        try (Http1Client client = door.tls("example.test")) {
            client.send("GET / HTTP/1.1\r\nHost: example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(client.read("GET").status()).isEqualTo(101);
            client.send("hello");
            assertThat(client.read(5)).isEqualTo("hello");
        }
        await().until(() -> backend.connections().stream().allMatch(BackendConnection::ended));
    }

    /** Q27: https:// of a port that speaks plain HTTP. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void tellsOfAPlainPort(Protocol protocol) throws Exception {
        try (Backend plain = new Backend().does(connection -> {
                    connection.read(5);
                    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    connection.awaitEnd();
                });
                RecordedLog log = RecordedLog.of("frontdoor.upstream")) {
            door.rewrite(sites("legacy.test").replace(":" + backend.port(), ":" + plain.port()));
            await().atMost(Duration.ofMinutes(1)).until(() -> get(protocol).status() == 502);
            assertThat(log.lines()).singleElement().asString().contains("speaks plain HTTP", "write http://");
        }
    }

    /** Q27: http:// of a port that speaks TLS. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void tellsOfATlsPort(Protocol protocol) throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor")) {
            door.rewrite("frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:%d\" }"
                    .formatted(backend.port()));
            await().atMost(Duration.ofMinutes(1)).until(() -> get(protocol).status() == 502);
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("speaks TLS", "https://"));
        }
    }
}
