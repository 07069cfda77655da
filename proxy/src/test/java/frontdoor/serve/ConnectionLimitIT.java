package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** K10, C12: how many clients there may be at once. */
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

    /** Whoever takes every place with nothing to ask, or without shaking hands, keeps nobody else out. */
    @Test
    void letsOthersInWhileOneClientTakesEveryPlace() throws Exception {
        List<AutoCloseable> greedy = new ArrayList<>();
        try (Backend backend = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(directory, sites(backend, 40))) {
            for (int i = 0; i < 45; i++) {
                Http1Client client = door.tls("example.test");
                greedy.add(client);
                assertThat(client.exchange(GET).status()).isEqualTo(200);
            }
            for (int i = 0; i < 60; i++) {
                Http1Client client = door.plain();
                greedy.add(client);
                // Some say half of something, most nothing at all.
                client.send(i % 3 == 0 ? "GET / HTT" : "");
            }
            try (Http1Client tls = door.tlsFrom("127.0.0.2", "example.test");
                    Http1Client plain = door.plainFrom("127.0.0.2")) {
                assertThat(tls.exchange(GET).status()).isEqualTo(200);
                assertThat(plain.exchange(GET).status()).isEqualTo(301);
            }
        } finally {
            for (AutoCloseable client : greedy) {
                client.close();
            }
        }
    }

    /** The hard limit is asked for, and takes effect with a reload. */
    @Test
    void holdsAnAddressToTheNumberThatIsConfigured() throws Exception {
        try (Backend backend = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(directory, sites(backend, 40));
                Http1Client first = door.plain()) {
            assertThat(first.exchange(GET).status()).isEqualTo(301);
            door.rewrite(sites(backend, 40) + "frontdoor.listen.limits.connections-per-client = 1\n");
            Awaitility.await().until(() -> !isServed(door.plain()));
            assertThat(isServed(door.plainFrom("127.0.0.2"))).isTrue();
            assertThat(first.exchange(GET).status()).isEqualTo(301);
        }
    }

    /** C12: whoever only ever begins handshakes holds no more of them than there may be, and keeps nobody from his own. */
    @Test
    void boundsHandshakesThatStall() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        AtomicInteger ended = new AtomicInteger();
        try (Backend backend = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(
                        directory,
                        sites(backend, 400)
                                + "frontdoor.listen { limits.handshakes = 8, timeouts.handshake = 10m }\n")) {
            for (int i = 0; i < 40; i++) {
                Socket socket = door.connectFrom("127.0.0.3", true, hello());
                stalled.add(socket);
                Thread.ofVirtual().start(() -> awaitEnd(socket, ended));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(ended).hasValueGreaterThanOrEqualTo(32));
            for (int i = 0; i < 20; i++) {
                try (Http1Client other = door.tlsFrom("127.0.0.2", "example.test")) {
                    assertThat(other.exchange(GET).status()).isEqualTo(200);
                }
            }
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    private static byte[] hello() throws GeneralSecurityException, IOException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("example.test", 443);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(20_000);
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static void awaitEnd(Socket socket, AtomicInteger ended) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException cut) {
            // That is an end, too.
        }
        ended.incrementAndGet();
    }

    private static boolean isServed(Http1Client client) {
        try (client) {
            return client.exchange(GET).status() == 301;
        } catch (IOException _) {
            return false;
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

    @Test
    void saysAtTheStartThatThereIsNoMemoryForSoMany() throws Exception {
        try (Backend backend = new Backend();
                RecordedLog log = RecordedLog.of(Resources.class);
                FrontDoorHarness _ = FrontDoorHarness.open(directory, sites(backend, 10_000_000))) {
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("more than half of the memory")
                            && line.contains("write a lower listen.limits.connections"));
        }
    }
}
