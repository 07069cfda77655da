package frontdoor.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.fixture.AdminEntrances;
import frontdoor.reload.Reload;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the admin listener over a real socket, and who may ask for them. */
class AdminServerTest {
    private AdminServer server;
    private volatile boolean ready = true;
    private volatile @Nullable String fault;
    private volatile Reload outcome = new Reload.Unchanged(Instant.EPOCH, List.of());
    private final AtomicInteger reloads = new AtomicInteger();

    @BeforeEach
    void open() throws IOException {
        server = AdminServer.open(
                AdminEntrances.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                AdminPages.of(
                        health(),
                        () -> "frontdoor_up 1\n",
                        () -> {
                            reloads.incrementAndGet();
                            return outcome;
                        },
                        Path.of("/etc/shop.conf")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Health health() {
        return new Health() {
            @Override
            public @Nullable String fault() {
                return fault;
            }

            @Override
            public boolean takesRequests() {
                return ready;
            }
        };
    }

    /** Q15. */
    @Test
    void isNeitherAliveNorReadyWhenSomethingIsLostForGood() throws IOException {
        fault = "loop-stuck";

        assertThat(get("/healthz")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nloop-stuck\n");
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nloop-stuck\n");
    }

    private String ask(String requestLine, String... fields) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            String head = requestLine + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return ask("GET " + path, "Host: localhost:9901");
    }

    private String reload() throws IOException {
        return ask("POST /api/reload", "Host: 127.0.0.1", "Frontdoor-Admin: 1", "Content-Length: 0");
    }

    @Test
    void answersHealthReadinessAndMetrics() throws IOException {
        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nalive\n");
        assertThat(get("/readyz")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nready\n");
        assertThat(get("/metrics")).contains("version=0.0.4").endsWith("\r\n\r\nfrontdoor_up 1\n");
        assertThat(get("/api/file")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n/etc/shop.conf\n");
        assertThat(get("/")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("HEAD /healthz", "Host: localhost"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void isAliveButNotReadyWhileDraining() throws IOException {
        ready = false;
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503 ").endsWith("draining\n");
        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void tellsWhatBecameOfAReload() throws IOException {
        assertThat(reload())
                .startsWith("HTTP/1.1 200 ")
                .endsWith(
                        "\r\n\r\nunchanged: what /etc/shop.conf says has been in service since 1970-01-01T00:00:00Z\n");
        outcome = new Reload.Applied(List.of("a pair is bad"));
        assertThat(reload()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nwarning: a pair is bad\nreloaded\n");
        outcome = new Reload.Refused(List.of(
                new Problem(new Place("f.conf", 3), "drayn", "unknown key"),
                new Problem(new Place("f.conf", 4), "", "x")));
        assertThat(reload())
                .startsWith("HTTP/1.1 409 ")
                .endsWith("\r\n\r\nf.conf:3: drayn: unknown key\nf.conf:4: x\n");
        assertThat(reloads).hasValue(3);
    }

    @Test
    void reloadsOnlyForAPostWithTheField() throws IOException {
        assertThat(get("/api/reload")).startsWith("HTTP/1.1 405 ");
        assertThat(ask("POST /api/reload", "Host: localhost", "Content-Length: 0"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(reloads).hasValue(0);
    }

    /** A name that an attacker's DNS points at loopback is what a browser sends as Host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test",
                "evil.test:9901",
                "127.0.0.1.evil.test",
                "localhost.evil.test",
                "10.0.0.1",
                "[::2]",
                "localhost:9901@evil.test",
                ""
            })
    void refusesAHostThatIsNotLoopback(String host) throws IOException {
        assertThat(ask("GET /healthz", "Host: " + host)).startsWith("HTTP/1.1 421 ");
        assertThat(ask("POST /api/reload", "Host: " + host, "Frontdoor-Admin: 1", "Content-Length: 0"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(reloads).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:9901", "127.3.2.1", "[::1]", "[::1]:9901"})
    void takesEveryLoopbackHost(String host) throws IOException {
        assertThat(ask("GET /healthz", "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void tellsWhichAddressIsInUse() {
        assertThatThrownBy(() -> AdminServer.open(AdminEntrances.at(server.address()), Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on admin.listen 127.0.0.1:"
                        + server.address().getPort() + ": address in use; end what holds it, or change admin.listen");
    }
}
