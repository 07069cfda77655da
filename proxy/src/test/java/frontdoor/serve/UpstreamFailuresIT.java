package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G10, G13: answers of a gateway that stores nothing, and whose failures can be told apart. */
@ExtendWith(LeakPresence.class)
class UpstreamFailuresIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final Backend backend = new Backend();
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  access-log { enabled = true, file = "%s" }
                  site-defaults.timeouts { upstream-response = 5s, upstream-idle = 5s }
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = legacy }] }
                  upstreams.legacy { servers = ["127.0.0.1:%d"], ejection = off }
                }
                """.formatted(directory.resolve("access.log"), backend.port()));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private void fails(Protocol protocol, int status, String failure) throws Exception {
        assertThat(protocol.exchange(door, "example.test", GET).status()).isEqualTo(status);
        await().untilAsserted(() -> assertThat(Files.readAllLines(directory.resolve("access.log")))
                .last()
                .asString()
                .contains("\"status\":" + status, "\"failure\":\"" + failure + '"'));
    }

    /** G10: the same status has a word for each cause. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void tellsFailuresApart(Protocol protocol) throws Exception {
        backend.does(connection -> connection.readRequest());
        fails(protocol, 502, "upstream_closed");
        backend.answers("nonsense\r\n\r\n");
        fails(protocol, 502, "upstream_bad_response");
        backend.does(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        });
        fails(protocol, 504, "upstream_response_timeout");
        backend.close();
        fails(protocol, 502, "upstream_connect_refused");
    }

    /** Q26: a head that comes octet by octet has the time between two octets of a body, as a whole. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void givesUpOnAHeadThatTricklesIn(Protocol protocol) throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nX-Slow: ");
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                connection.send("x");
                return false;
            });
        });
        fails(protocol, 504, "upstream_idle_timeout");
    }

    /** G13: what may be stored is asked for again all the same, and nothing is added about its age. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void storesNothing(Protocol protocol) throws Exception {
        backend.answers(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nETag: \"a\"\r\nContent-Length: 5\r\n\r\nhello");
        for (int i = 1; i <= 2; i++) {
            Answer answer = protocol.exchange(door, "example.test", GET);
            assertThat(answer.values("age")).isEmpty();
            assertThat(answer.values("warning")).isEmpty();
            assertThat(answer.values("etag")).containsExactly("\"a\"");
            assertThat(backend.requests()).hasSize(i);
        }
    }
}
