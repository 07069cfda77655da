package frontdoor.serve;

import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Backend;
import frontdoor.fixture.Http2Frames;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Q5, Q6, for clients of both versions and backends of both: one that says no more, with FIN or without. */
@ExtendWith(LeakPresence.class)
class SilentBackendsIT {
    @TempDir
    private static Path directory;

    private static final Backend http1 = new Backend();
    private static final Http2Backend http2 = new Http2Backend();
    private static final List<Socket> queued = new ArrayList<>();
    private static ServerSocket full;
    private static FrontDoorHarness door;

    static Stream<Arguments> combinations() {
        return Stream.of(Protocol.HTTP_1, Protocol.HTTP_2)
                .flatMap(client -> Stream.of("example.test", "other.test").map(host -> Arguments.of(client, host)));
    }

    @BeforeAll
    static void open() throws Exception {
        full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        fill();
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  access-log { enabled = true, file = "%s" }
                  site-defaults.timeouts { upstream-response = 1m, upstream-idle = 1m }
                  upstream-defaults.ejection = off
                  upstreams { one.servers = ["127.0.0.1:%2$d"], two { servers = ["127.0.0.1:%3$d"], protocol = http2 } }
                  upstreams { full.servers = ["127.0.0.1:%4$d"], full2 { servers = ["127.0.0.1:%4$d"], protocol = http2 } }
                  sites.one { hosts = ["example.test"], routes = [
                    { path = "/", upstream = one }
                    { path = "/silent", upstream = one, timeouts { upstream-response = 1s, upstream-idle = 1s } }
                    { path = "/full", upstream = full, timeouts.upstream-connect = 1s }
                  ] }
                  sites.two { hosts = ["other.test"], routes = [
                    { path = "/", upstream = two }
                    { path = "/silent", upstream = two, timeouts { upstream-response = 1s, upstream-idle = 1s } }
                    { path = "/full", upstream = full2, timeouts.upstream-connect = 1s }
                  ] }
                }
                """.formatted(log(), http1.port(), http2.port(), full.getLocalPort()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        http1.close();
        http2.close();
        for (Socket socket : queued) {
            socket.close();
        }
        full.close();
    }

    /** Nobody accepts, so that the system takes no more connections after a few. */
    private static void fill() throws Exception {
        try {
            while (true) {
                Socket socket = new Socket();
                queued.add(socket);
                socket.connect(full.getLocalSocketAddress(), 1000);
            }
        } catch (SocketTimeoutException e) {
            // Full.
            return;
        }
    }

    private static Path log() {
        return directory.resolve("access.log");
    }

    /** Either backend answers a request with this, sends FIN if it is to, and waits for the door to end the connection. */
    private static void backendsSend(String octets, IntFunction<byte[][]> frames, boolean fin) {
        http1.does(connection -> {
            if (connection.readRequest() != null) {
                connection.send(octets);
                if (fin) {
                    connection.endOutput();
                }
                connection.awaitEnd();
            }
        });
        http2.does(connection -> {
            connection.settings();
            connection.send(frames.apply(connection.readRequest().stream()));
            if (fin) {
                connection.endOutput();
            }
            connection.awaitEnd();
        });
    }

    private static byte[][] whole(int stream) {
        return new byte[][] {headers(stream, 0, ":status", "200"), data(stream, 5, true)};
    }

    private static byte[][] half(int stream) {
        return new byte[][] {headers(stream, 0, ":status", "200", "content-length", "8"), data(stream, 5, false)};
    }

    private static void awaitFailure(String path, String failure) {
        await().untilAsserted(() -> assertThat(Files.readAllLines(log()))
                .anyMatch(line -> line.contains('"' + path + '"') && line.contains('"' + failure + '"')));
    }

    private static void awaitEndOfConnections() {
        await().until(() -> http1.connections().stream().allMatch(BackendConnection::ended)
                && http2.connections().stream().allMatch(Http2Backend.Connection::ended));
    }

    /** Over HTTP/1 nothing else can be told than the end of the connection. */
    private static void awaitGivenUp() {
        await().until(() -> http1.connections().stream().allMatch(BackendConnection::ended)
                && http2.connections().stream()
                        .allMatch(one -> one.ended()
                                || one.frames().stream().anyMatch(frame -> frame.type() == Http2Frames.RST_STREAM)));
    }

    /** Q5: what came before FIN is whole, and whoever asks next gets another connection. */
    @ParameterizedTest
    @MethodSource("combinations")
    void passesOnAWholeAnswerThatFinFollows(Protocol client, String host) throws Exception {
        for (String framing : List.of(
                "Content-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Connection: close\r\n\r\nhello")) {
            backendsSend("HTTP/1.1 200 OK\r\n" + framing, SilentBackendsIT::whole, true);
            for (int i = 0; i < 3; i++) {
                Answer answer = client.exchange(door, host, Request.get(host, "/whole"));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).hasSize(5);
                assertThat(answer.complete()).isTrue();
            }
        }
    }

    /** Q5: FIN in the place of an answer. */
    @ParameterizedTest
    @MethodSource("combinations")
    void answers502ToFinBeforeAnAnswer(Protocol client, String host) throws Exception {
        backendsSend("", _ -> new byte[0][], true);
        for (String method : List.of("GET", "POST")) {
            assertThat(client.exchange(door, host, Request.get(host, "/nothing").method(method))
                            .status())
                    .isEqualTo(502);
        }
        awaitEndOfConnections();
    }

    /** Q5, G4: FIN in the midst of a body. */
    @ParameterizedTest
    @MethodSource("combinations")
    void showsThatFinCutABody(Protocol client, String host) throws Exception {
        for (String framing :
                List.of("Content-Length: 8\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello")) {
            backendsSend("HTTP/1.1 200 OK\r\n" + framing, SilentBackendsIT::half, true);
            assertThat(client.exchange(door, host, Request.get(host, "/cut")).complete())
                    .isFalse();
        }
        awaitEndOfConnections();
    }

    /** Q6: no connection is accepted. */
    @ParameterizedTest
    @MethodSource("combinations")
    void answers504WhereNobodyAccepts(Protocol client, String host) throws Exception {
        assertThat(client.exchange(door, host, Request.get(host, "/full")).status())
                .isEqualTo(504);
        awaitFailure("/full", "upstream_connect_timeout");
    }

    /** Q6: no answer begins; and the server is not left with a request that nobody waits for. */
    @ParameterizedTest
    @MethodSource("combinations")
    void answers504WhereNoAnswerBegins(Protocol client, String host) throws Exception {
        backendsSend("", _ -> new byte[0][], false);
        for (String method : List.of("GET", "POST")) {
            String path = "/silent/" + method;
            assertThat(client.exchange(door, host, Request.get(host, path).method(method))
                            .status())
                    .isEqualTo(504);
            awaitFailure(path, "upstream_response_timeout");
        }
        awaitGivenUp();
    }

    /** Q6, K12, G4: an answer that does not go on. */
    @ParameterizedTest
    @MethodSource("combinations")
    void cutsAnAnswerThatStalls(Protocol client, String host) throws Exception {
        for (String framing :
                List.of("Content-Length: 8\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello")) {
            backendsSend("HTTP/1.1 200 OK\r\n" + framing, SilentBackendsIT::half, false);
            Answer answer = client.exchange(door, host, Request.get(host, "/silent/half"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.complete()).isFalse();
        }
        awaitFailure("/silent/half", "upstream_idle_timeout");
        awaitGivenUp();
    }
}
