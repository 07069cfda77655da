package frontdoor.serve;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** K16: a log that no client and no server can flood: of each kind of line a loop writes one in ten seconds, and tells how many it has not. */
@ExtendWith(LeakPresence.class)
class FloodedLogIT {
    private static final String HOST = "example.test";
    private static final Request GET = Request.get(HOST, "/");
    private static final int FLOOD = 40;
    private static final Duration PERIOD = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final Backend backend = new Backend();
    private FrontDoorHarness door;
    private RecordedLog log;
    private long since;

    @BeforeEach
    void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = legacy }] }
                  upstreams.legacy { servers = ["127.0.0.1:%d"], ejection = off, retry.times = 0 }
                }
                """.formatted(backend.port()));
        log = RecordedLog.ofAll("frontdoor");
        since = System.nanoTime();
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        door.close();
        backend.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void flood(Step step) throws IOException {
        for (int i = 0; i < FLOOD; i++) {
            step.run();
        }
    }

    private Map<String, Long> lines() {
        return log.events().stream().collect(groupingBy(ILoggingEvent::getMessage, counting()));
    }

    private void assertBounded() {
        long periods = 1 + (System.nanoTime() - since) / PERIOD.toNanos();
        long loops = Runtime.getRuntime().availableProcessors();
        assertThat(lines().values()).allMatch(count -> count <= periods * loops, "at most " + periods * loops);
    }

    /** Whatever is left out is told with the next line of its kind. */
    private void awaitCountOfTheUntold(String sentence, Step another) {
        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            another.run();
            return log.events().stream()
                    .filter(event -> event.getMessage().equals(sentence))
                    .flatMap(event -> event.getKeyValuePairs().stream())
                    .anyMatch(pair -> pair.key.equals("unreported") && ((Number) pair.value).longValue() > 0);
        });
    }

    private void malformed(Protocol protocol) throws IOException {
        if (protocol == Protocol.HTTP_2) {
            assertThat(protocol.exchange(door, HOST, GET.with("connection", "close"))
                            .status())
                    .isIn(0, 400);
            return;
        }
        try (Http1Client client = protocol == Protocol.PLAINTEXT ? door.plain() : door.tls(HOST)) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: example.test\r\nBad Name: 1\r\n\r\n")
                            .read("GET")
                            .status())
                    .isEqualTo(400);
        }
    }

    private void garbage(boolean secure, String octets) throws IOException {
        try (Socket socket = new Socket(
                door.address(secure).getAddress(), door.address(secure).getPort())) {
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            // As good an answer as any.
            return;
        }
    }

    @Test
    void withstandsMalformedRequests() throws Exception {
        for (Protocol protocol : Protocol.values()) {
            flood(() -> malformed(protocol));
        }
        assertThat(lines()).containsKey("a client sent a malformed request");
        assertBounded();
        awaitCountOfTheUntold("a client sent a malformed request", () -> malformed(Protocol.PLAINTEXT));
    }

    @Test
    void withstandsGarbage() throws Exception {
        for (boolean secure : new boolean[] {true, false}) {
            for (String octets : List.of(
                    "\u0016\u0003\u0001\u0000\u0005hello",
                    "\u0016\u0003\u0003",
                    "GET",
                    "PRI * HTTP/2.0\r\n\r\n",
                    "\0")) {
                flood(() -> garbage(secure, octets));
            }
        }
        assertBounded();
    }

    @Test
    void withstandsMalformedAnswersAndBrokenOnes() throws Exception {
        for (String octets : List.of("nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", "")) {
            backend.answersAndCloses(octets);
            for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
                flood(() -> protocol.exchange(door, HOST, GET));
            }
        }
        assertThat(lines()).containsKeys("an upstream sent a malformed answer", "an upstream broke off its answer");
        backend.close();
        flood(() -> Protocol.HTTP_1.exchange(door, HOST, GET));
        assertBounded();
    }
}
