package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.Request;
import frontdoor.policy.ReservedPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A front door that asks itself, over every listener it has. */
@ExtendWith(LeakPresence.class)
class SelfProbeIT {
    private static final String FILE = """
            frontdoor {
              listen {
                plaintext = ["127.0.0.1:0", ":0"], tls = ["127.0.0.1:0", ":0"]
                trusted-proxies = ["127.0.0.0/8", "::1"], proxy-protocol = accept
              }
              admin.listen = "127.0.0.1:%2$d"
              access-log { enabled = true, file = "%3$s" }
              self-probe.interval = %4$s
              sites {
                main { hosts = ["example.test", "www.example.test"], canonical = "www.example.test", hsts.max-age = 365d
                  backend = "http://127.0.0.1:%1$d" }
                odd { hosts = ["my_app.test", "x1.a1", "xn--bcher-kva.test", "*.wild_card.test", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test"], hsts.max-age = 1d
                  certificate { chain = odd.crt, key = odd.key }
                  backend = "http://127.0.0.1:%1$d" }
                off { hosts = ["off.test"], hsts = off, plaintext-from = ["127.0.0.0/8", "::1"], backend = "http://127.0.0.1:%1$d" }
                kill { hosts = ["kill.test"], hsts = kill, plaintext = refuse, backend = "http://127.0.0.1:%1$d" }
                plain { hosts = ["plain.test"], hsts.max-age = 1d, plaintext = close, backend = "http://127.0.0.1:%1$d" }
                theirs { hosts = ["api.test"], hsts = backend, backend = "http://127.0.0.1:%1$d" }
                rest { hosts = ["*"], hsts.max-age = 2d, routes = [{ path = "/", redirect = "https://off.test/" }] }
              }
            }
            """;

    @TempDir
    private Path directory;

    private final HttpClient admin = HttpClient.newHttpClient();
    private final Backend backend = new Backend();
    private int adminPort;
    private FrontDoorHarness door;

    private final RecordedLog told = RecordedLog.ofAll("frontdoor.forward.MalformedMessages");

    @BeforeEach
    void open() throws Exception {
        adminPort = FreePort.take();
        PemPair.of(
                        "my_app.test",
                        "x1.a1",
                        "xn--bcher-kva.test",
                        "*.wild_card.test",
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test")
                .writeTo(directory.resolve("odd.crt"), directory.resolve("odd.key"));
        door = FrontDoorHarness.open(directory, file("10s"));
    }

    @AfterEach
    void close() throws Exception {
        told.close();
        door.close();
        admin.close();
        backend.close();
    }

    private String file(String interval) {
        return FILE.formatted(backend.port(), adminPort, directory.resolve("access.log"), interval);
    }

    private String metrics() throws Exception {
        return page("/metrics");
    }

    private String page(String path) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + adminPort + path);
        return admin.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
    }

    private String accessLog() throws IOException {
        Path file = directory.resolve("access.log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** A8, A9 and HSTS.md 2, 4, found by the running process itself; and what does not see it. */
    @Test
    void findsEveryHostGoodAndNobodyElseNoticesIt() throws Exception {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(metrics())
                        .contains(
                                "frontdoor_self_probe_ok{host=\"*\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"example.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"kill.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"my_app.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"x1.a1\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"xn--bcher-kva.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"*.wild_card.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"off.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"plain.test\"} 1.0",
                                "frontdoor_self_probe_ok{host=\"www.example.test\"} 1.0")
                        .doesNotContain("frontdoor_self_probe_ok{host=\"api.test\"}"));
        assertThat(backend.requests()).isEmpty();
        assertThat(metrics()).doesNotContain("frontdoor_requests_total{", "frontdoor_failures_total{");
        assertThat(page("/api/hosts")).doesNotContain("off.test", "frontdoor-self-probe");
        assertThat(told.events()).as("malformed requests of clients").isEmpty();

        // To anybody else the page is one of the application's, and seen as any other.
        String target = ReservedPath.PROBE;
        try (Http1Client client = door.tls("off.test")) {
            assertThat(client.exchange(Request.get("off.test", target)).body()).contains("GET " + target);
        }
        await().untilAsserted(() -> assertThat(accessLog()).contains(target));
        assertThat(accessLog().lines()).hasSize(1);
        assertThat(metrics()).containsOnlyOnce("frontdoor_requests_total{");

        door.rewrite(file("off"));
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(metrics()).doesNotContain("frontdoor_self_probe_ok{"));
    }
}
