package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** K10: how many clients there may be at once. */
@ExtendWith(LeakPresence.class)
class ConnectionLimitIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    /** Those who wait come in by the reload alone: nobody leaves, and nobody is idle. */
    @Test
    void letsInWhoWaitsWhenAReloadRaisesIt() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Backend backend = new Backend().does(connection -> {
                    connection.readRequest();
                    await(answer);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
                FrontDoorHarness door = FrontDoorHarness.open(directory, sites(backend, 1));
                Http1Client first = door.tls("example.test")) {
            first.send(GET.http1());
            Awaitility.await().until(() -> !backend.connections().isEmpty());
            try (Http1Client second = door.plain()) {
                second.send(GET.http1());
                door.rewrite(sites(backend, 2));
                assertThat(second.read("GET").status()).isEqualTo(301);
            }
            answer.countDown();
            assertThat(first.read("GET").status()).isEqualTo(200);
        }
    }

    /** A connection that asks nothing more makes room at once, in order, on either port and over every protocol. */
    @Test
    void letsOthersInWhereOneIsIdle() throws Exception {
        try (Backend backend = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(directory, sites(backend, 1));
                Http1Client plain = door.plain()) {
            assertThat(plain.exchange(GET).status()).isEqualTo(301);
            try (Http1Client tls = door.tls("example.test")) {
                assertThat(tls.exchange(GET).status()).isEqualTo(200);
                assertThat(plain.readAll()).isEmpty();
                try (Http2Client http2 = door.http2("example.test")) {
                    assertThat(http2.exchange(GET).status()).isEqualTo(200);
                    assertThat(tls.readAll()).isEmpty();
                    try (Http1Client last = door.plain()) {
                        assertThat(last.exchange(GET).status()).isEqualTo(301);
                    }
                }
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sites(Backend backend, int connections) {
        return """
                frontdoor.listen.limits.connections = %d
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                """.formatted(connections, backend.port());
    }
}
