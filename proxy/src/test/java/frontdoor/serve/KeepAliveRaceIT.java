package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Q4: a backend ends its connections at the very moment at which the next request comes on them, and no client sees anything of it.
 * A thousand requests over each version, {@code FRONTDOOR_SOAK=1} makes it ten thousand.
 */
@ExtendWith(LeakPresence.class)
class KeepAliveRaceIT {
    private static final int REQUESTS = "1".equals(System.getenv("FRONTDOOR_SOAK")) ? 10_000 : 1_000;
    private static final int BATCH = 1_000;
    private static final int CLIENTS = 20;
    private static final String HOST = "example.test";
    private static final Request GET = Request.get(HOST, "/");

    @TempDir
    private static Path directory;

    private static final AtomicInteger connections = new AtomicInteger();
    private static final Backend backend = new Backend().does(KeepAliveRaceIT::answerOnce);
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(
                directory,
                "frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:%d\" }"
                        .formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    /** Answers, and ends the connection about when the client has read that and asks again. */
    private static void answerOnce(BackendConnection connection) throws IOException {
        Random random = new Random(connections.getAndIncrement());
        if (connection.readRequest() != null) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1_000)));
        }
    }

    private static void assertServed(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
    }

    private interface Client {
        void ask(int requests) throws Exception;
    }

    /** Many at a time, since each waits most of the time; in batches, since a backend remembers its connections. */
    private static void race(Client client) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int asked = 0; asked < REQUESTS; asked += BATCH) {
                backend.does(KeepAliveRaceIT::answerOnce);
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    running.add(clients.submit(() -> {
                        client.ask(BATCH / CLIENTS);
                        return null;
                    }));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            }
        }
    }

    @Test
    void servesEveryRequestOverHttp1() throws Exception {
        race(requests -> {
            try (Http1Client client = door.tls(HOST)) {
                for (int i = 0; i < requests; i++) {
                    assertServed(client.exchange(GET));
                }
            }
        });
    }

    @Test
    void servesEveryRequestOverHttp2() throws Exception {
        race(requests -> {
            try (Http2Client client = door.http2(HOST)) {
                for (int i = 0; i < requests; i++) {
                    assertServed(client.exchange(GET));
                }
            }
        });
    }
}
