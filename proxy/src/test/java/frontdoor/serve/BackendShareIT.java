package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** K11: what one client can take of a backend that answers slowly. */
@ExtendWith(LeakPresence.class)
class BackendShareIT {
    private static final Request HOLD = Request.get("example.test", "/hold");
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        answer.countDown();
    }

    /** Answers at once, but what asks to be held. */
    private void serve(BackendConnection connection) throws IOException {
        String request;
        while ((request = connection.readRequest()) != null) {
            if (request.startsWith("GET /hold")) {
                awaitAnswer();
            }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private FrontDoorHarness open(Backend backend, String more) throws Exception {
        return FrontDoorHarness.open(directory, """
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                %s
                """.formatted(backend.port(), more));
    }

    /** Of four connections one client gets three; it hears when to come again, and another one is answered. */
    @Test
    void answersOthersWhileOneClientHoldsAllItMay() throws Exception {
        try (Backend backend = new Backend().does(this::serve);
                FrontDoorHarness door = open(
                        backend,
                        "frontdoor.upstream-defaults { pool.connections = 4, limits { queue = 2, queue-wait = 3s } }");
                Http2Client greedy = door.http2("example.test")) {
            for (int i = 0; i < 3; i++) {
                greedy.open(true, HOLD.http2());
            }
            await().until(() -> backend.requests().size() == 3);
            try (Http1Client more = door.tls("example.test");
                    Http1Client other = door.tlsFrom("127.0.0.2", "example.test")) {
                Answer refused = more.exchange(GET);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.value("retry-after")).isEqualTo("1");
                assertThat(refused.policies()).hasSize(1);
                for (int i = 0; i < 6; i++) {
                    assertThat(other.exchange(GET).status()).isEqualTo(200);
                }
            }
        }
    }

    /** The keys of an upstream win over the defaults; nobody waits where nobody may. */
    @Test
    void refusesAtOnceWhereNobodyMayWait() throws Exception {
        try (Backend backend = new Backend().does(this::serve);
                FrontDoorHarness door = FrontDoorHarness.open(directory, """
                        frontdoor.upstream-defaults.limits.queue-wait = 1h
                        frontdoor.upstreams.app {
                          servers = ["127.0.0.1:%d"], pool.connections = 1, limits.queue = 0
                        }
                        frontdoor.sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = app }] }
                        """.formatted(backend.port()));
                Http1Client first = door.tls("example.test");
                Http1Client second = door.tls("example.test")) {
            first.send(HOLD.http1());
            await().until(() -> backend.requests().size() == 1);
            assertThat(second.exchange(GET).status()).isEqualTo(503);
            answer.countDown();
            assertThat(first.read("GET").status()).isEqualTo(200);
            await().until(() -> second.exchange(GET).status() == 200);
        }
    }

    /** H10: the client may open 256 streams, of which a hundred are with the backend; in the end all have been. */
    @Test
    void forwardsAHundredRequestsOfOneConnectionAtOnce() throws Exception {
        try (Backend backend = new Backend().does(this::serve);
                FrontDoorHarness door = open(backend, "");
                Http2Client many = door.http2("example.test");
                Http1Client other = door.tls("example.test")) {
            List<Integer> streams = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                streams.add(many.open(true, HOLD.http2()));
            }
            await().until(() -> backend.requests().size() >= 100);
            assertThat(other.exchange(GET).status()).isEqualTo(200);
            // Sent before that one, they would all be here by now.
            assertThat(backend.requests()).hasSize(101);

            many.reset(streams.get(120));
            answer.countDown();
            await().until(() -> backend.requests().size() >= 150);
        }
    }
}
