package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Q7: what clients and operators see of servers that are down, and that they come back by themselves. */
@ExtendWith(LeakPresence.class)
class ServerHealthIT {
    private static final Request GET = Request.get("example.test", "/");
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String BAD = "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n";
    private static final String CHECK =
            "health-check { path = \"/up\", interval = 100ms, timeout = 10s, up-after = 2, down-after = 2 }";

    @TempDir
    private Path directory;

    private final List<Backend> backends = new ArrayList<>();
    private final int adminPort = FreePort.take();

    @AfterEach
    void close() throws IOException {
        for (Backend backend : backends) {
            backend.close();
        }
    }

    private Backend backend() {
        Backend backend = new Backend().answers(GOOD);
        backends.add(backend);
        return backend;
    }

    private String config(String upstream) {
        return """
                frontdoor {
                  admin.listen = "127.0.0.1:%d"
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = shop }] }
                  upstreams.shop { %s }
                }
                """.formatted(adminPort, upstream);
    }

    private String admin(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitStates(int up, int down) {
        await().untilAsserted(() -> {
            String page = admin("/api/upstreams");
            assertThat(page.split("\"state\": \"up\"", -1)).hasSize(up + 1);
            assertThat(page.split("\"state\": \"down\"", -1)).hasSize(down + 1);
        });
    }

    /** Two upstreams speak to one server in two ways. */
    @Test
    void metricsKnowAServerThatIsSpokenToInTwoWays() throws Exception {
        String server = "127.0.0.1:" + backend().port();
        try (FrontDoorHarness _ = FrontDoorHarness.open(directory, """
                frontdoor {
                  admin.listen = "127.0.0.1:%1$d"
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = plain }, { path = "/told", upstream = told }] }
                  upstreams.plain.servers = ["%2$s"]
                  upstreams.told { servers = ["%2$s"], proxy-protocol = v1 }
                }
                """.formatted(adminPort, server))) {
            assertThat(admin("/metrics"))
                    .containsOnlyOnce("frontdoor_upstream_peer_suspected{peer=\"" + server + "\"} 0")
                    .contains("frontdoor_upstream_server_up{server=\"" + server + "\",upstream=\"plain\"} 1")
                    .contains("frontdoor_upstream_server_up{server=\"" + server + "\",upstream=\"told\"} 1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void allDownIsAnsweredAtOnceAndRecoversByItself(Protocol protocol) throws Exception {
        Backend a = backend();
        Backend b = backend();
        try (FrontDoorHarness door = FrontDoorHarness.open(
                directory,
                config(CHECK + ", servers = [\"127.0.0.1:%d\", \"127.0.0.1:%d\"]".formatted(a.port(), b.port())))) {
            assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("ok");
            a.answers(BAD);
            awaitStates(1, 1);
            for (int i = 0; i < 10; i++) {
                assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("ok");
            }
            b.answers(BAD);
            awaitStates(0, 2);
            Answer refused = protocol.exchange(door, "example.test", GET);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.value("retry-after")).isEqualTo("1");
            assertThat(refused.policies()).hasSize(1);
            assertThat(a.requests())
                    .noneMatch(request -> request.contains("X-Forwarded-For") && request.contains("/up"));

            a.answers(GOOD);
            awaitStates(1, 1);
            assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("ok");
        }
    }

    /** What is known of servers is known after a reload, too, and the page and the metrics tell it. */
    @Test
    void isToldAndLivesOnAcrossReloads() throws Exception {
        Backend a = backend().answers(BAD);
        String servers = ", servers = [\"127.0.0.1:%d\", { url = \"127.0.0.1:%d\", weight = 3 }]"
                .formatted(a.port(), backend().port());
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, config(CHECK + servers))) {
            awaitStates(1, 1);
            assertThat(admin("/api/upstreams"))
                    .contains("\"name\": \"shop\"", "\"server\": \"127.0.0.1:" + a.port() + "\"")
                    .contains("\"why\": \"status 500\"", "\"in-flight\": 0", "\"weight\": 3", "\"priority\": null")
                    .containsPattern("\"since\": \"20..-..-..T..:..:..Z\"");
            door.rewrite(config("balance = round-robin, " + CHECK + servers));
            await().until(() -> admin("/metrics").contains("frontdoor_reloads_total{outcome=\"applied\"} 1.0"));
            assertThat(admin("/api/upstreams")).contains("\"state\": \"down\"");
            assertThat(admin("/metrics"))
                    .contains(
                            "frontdoor_upstream_server_up{server=\"127.0.0.1:" + a.port() + "\",upstream=\"shop\"} 0.0")
                    .contains("frontdoor_upstream_server_requests_in_flight{");
        }
    }
}
