package frontdoor.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AdminEntrances;
import frontdoor.reload.Reload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks the admin listener slowly, often or without end keeps nobody else from being answered. */
class AdminLimitsTest {
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** More than the buffers of a connection on loopback hold. */
    private static final String LARGE = "x".repeat(16 << 20);

    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger working = new AtomicInteger();
    private AdminServer server;

    @AfterEach
    void close() throws IOException {
        done.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private void open(long patienceMillis) throws IOException {
        Map<String, AdminPage> pages = AdminPages.of(
                new Well(), () -> LARGE, () -> new Reload.Unchanged(Instant.EPOCH, List.of()), Path.of("f.conf"));
        pages.put("/work", _ -> {
            working.incrementAndGet();
            awaitLatch(done);
            return AdminAnswer.text(200, "done\n");
        });
        server = AdminServer.open(
                AdminEntrances.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), pages, patienceMillis);
    }

    private static final class Well implements Health {
        @Override
        public @Nullable String fault() {
            return null;
        }

        @Override
        public boolean takesRequests() {
            return true;
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket send(String octets) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        sockets.add(socket);
        socket.getOutputStream().write(octets.getBytes(US_ASCII));
        return socket;
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private String health() throws IOException {
        return read(send(HEALTH));
    }

    @Test
    void cutsAClientThatDoesNotAskInTime() throws IOException {
        open(100);
        assertThat(read(send("GET /healthz HTT"))).isEmpty();
        assertThat(read(send(""))).isEmpty();
        assertThat(health()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nalive\n");
    }

    /** Nobody has to wait until their time is over. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GET /healthz HTTP/1.1\r\n", "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void answersWhileManyOthersAreSlow(String asked) throws IOException {
        open(TimeUnit.MINUTES.toMillis(10));
        for (int i = 0; i < AdminConnections.MOST + 8; i++) {
            send(asked);
        }
        assertThat(health()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void cutsAClientThatDoesNotTakeItsAnswerInTime() throws IOException {
        open(100);
        var slow = send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        slow.setReceiveBufferSize(4096);
        // More than sockets keep, of which it takes nothing.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(server.open()).isZero());
    }

    @Test
    void doesNotReadWithoutEnd() throws IOException {
        open(TimeUnit.MINUTES.toMillis(10));
        Socket endless = send("GET /healthz HTTP/1.1\r\nX: " + "x".repeat(AdminRequest.MOST_OCTETS));
        endless.shutdownOutput();
        assertThat(read(endless)).startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n",
                "GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nnothing\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String octets) throws IOException {
        open(TimeUnit.MINUTES.toMillis(10));
        Socket socket = send(octets);
        socket.shutdownOutput();
        assertThat(read(socket)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    /** Metrics and reports are work, of which so much is done at once; to say that one is alive is none. */
    @Test
    void answersForItsHealthWhileItIsBusyWithOtherQuestions() throws IOException {
        open(TimeUnit.MINUTES.toMillis(10));
        List<Socket> busy = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            busy.add(send("GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        await().until(() -> working.get() == 8);
        assertThat(read(send("GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n")))
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nRetry-After: 1\r\n");
        for (int i = 0; i < AdminConnections.MOST + 8; i++) {
            send("");
        }
        assertThat(health()).startsWith("HTTP/1.1 200 OK\r\n");
        done.countDown();
        for (Socket socket : busy) {
            assertThat(read(socket)).endsWith("done\n");
        }
    }

    @Test
    void takesARequestAsPeopleTypeIt() throws IOException {
        open(TimeUnit.MINUTES.toMillis(10));
        assertThat(read(send("GET /readyz?now HTTP/1.0\nhost:localhost\n\n"))).endsWith("\r\n\r\nready\n");
    }
}
