package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * F14, K11, Q1, Q2, Q7, Q8: whatever servers do, and whenever clients give up, every request ends, none is asked too often, and nothing of what
 * requests take turns for is lost: a connection's turns, places at servers and in their queues, and what is counted as in flight.
 */
@ExtendWith(LeakPresence.class)
class RequestsUnderChaosIT {
    private static final String HOST = "example.test";
    private static final Request GET = Request.get(HOST, "/");
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Far more in all than one connection has turns, or a server places. */
    private static final int WAVES = 15;

    private static final int OF_EACH = 20;
    /** Requests at once when all is well again: as many as servers have places and queues, and more than half the turns of a connection. */
    private static final int TOGETHER = 60;

    @TempDir
    private Path directory;

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger tries = new AtomicInteger();
    private final List<Backend> backends = new ArrayList<>();
    private final int adminPort = FreePort.take();
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        for (int i = 0; i < 3; i++) {
            backends.add(new Backend().does(this::misbehave));
        }
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  admin.listen = "127.0.0.1:%d"
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = shaky }] }
                  upstreams.shaky {
                    servers = ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]
                    limits { requests = 5, queue = 50, queue-wait = 20s }
                    retry { times = 2, budget = 20%%, status = [503] }
                    ejection { failures = 5, time = 1s, at-most = 50%% }
                  }
                }
                """.formatted(
                        adminPort,
                        backends.get(0).port(),
                        backends.get(1).port(),
                        backends.get(2).port()));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        for (Backend backend : backends) {
            backend.close();
        }
    }

    private void misbehave(BackendConnection connection) throws IOException {
        Random random = new Random(connections.getAndIncrement());
        while (connection.readRequest() != null) {
            tries.incrementAndGet();
            switch (random.nextInt(12)) {
                case 0 -> {
                    return;
                }
                case 1 -> {
                    connection.reset();
                    return;
                }
                case 2 -> connection.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                case 3 -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    return;
                }
                case 4 -> {
                    connection.send("nonsense\r\n\r\n");
                    return;
                }
                case 5 -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    return;
                }
                default -> connection.send(GOOD);
            }
        }
    }

    @Test
    void losesNothingThatRequestsTakeTurnsFor() throws Exception {
        Random random = new Random(1);
        long began = System.nanoTime();
        try (Http2Client client = door.http2(HOST)) {
            for (int wave = 0; wave < WAVES; wave++) {
                List<Integer> streams = new ArrayList<>();
                for (int i = 0; i < OF_EACH; i++) {
                    int stream = client.open(true, GET.http2());
                    if (random.nextInt(8) == 0) {
                        client.reset(stream);
                    } else {
                        streams.add(stream);
                    }
                }
                for (int stream : streams) {
                    assertThat(client.read(stream).status()).isIn(200, 502, 503, 504);
                }
            }
            assertThat(tries.longValue()).isLessThanOrEqualTo(mostTries(System.nanoTime() - began));

            backends.forEach(backend -> backend.answers(GOOD));
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<Integer> together = new ArrayList<>();
                for (int i = 0; i < TOGETHER; i++) {
                    together.add(client.open(true, GET.http2()));
                }
                List<Integer> statuses = new ArrayList<>();
                for (int stream : together) {
                    statuses.add(client.read(stream).status());
                }
                assertThat(statuses).containsOnly(200);
            });
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(inFlight()).allMatch(line -> line.endsWith(" 0.0")));
    }

    /** A share of the requests that there were, and what each event loop may afford anew in every half-life of its budget. */
    private static long mostTries(long nanos) {
        long asked = WAVES * OF_EACH;
        long spans = 1 + nanos / TimeUnit.SECONDS.toNanos(5);
        return asked + asked / 5 + 10 * spans * Runtime.getRuntime().availableProcessors();
    }

    /** The metrics of requests that are under way, in any sense. */
    private List<String> inFlight() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String page = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            List<String> lines = page.lines()
                    .filter(line ->
                            line.matches("frontdoor_(upstream_server_requests_in_flight|upstream_requests_waiting"
                                    + "|requests_held_bytes|responses_held_bytes)[{ ].*"))
                    .toList();
            assertThat(lines).hasSize(6);
            return lines;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
