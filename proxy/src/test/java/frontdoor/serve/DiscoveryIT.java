package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HSTS.md, chapter 8: what is found of real exchanges, as the admin listener and the command tell it, and that no secret is in it. */
@ExtendWith(LeakPresence.class)
class DiscoveryIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private Backend backend;
    private FrontDoorHarness door;
    private int adminPort;

    @BeforeEach
    void open() throws Exception {
        backend = new Backend();
        adminPort = FreePort.take();
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  admin.listen = "127.0.0.1:%d"
                  sites.shop { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                  sites.api { hosts = ["api.test"], plaintext = refuse, backend = "http://127.0.0.1:%2$d" }
                }
                """.formatted(adminPort, backend.port()));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private String page(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    /** What the command prints; it has to be good. */
    private String command(String... options) {
        CommandRun run = CommandRun.of(Stream.concat(
                        Stream.of(
                                "discovery", directory.resolve("frontdoor.conf").toString()),
                        Stream.of(options))
                .toList());
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    private void answersWithEveryFault() {
        backend.answers("""
                HTTP/1.1 302 Found\r
                Location: http://example.test/moved/on?code=geheim-a\r
                Set-Cookie: session=geheim-b; Path=/\r
                Set-Cookie: basket=geheim-c\r
                Set-Cookie: geheim-d\r
                Strict-Transport-Security: max-age=1; includeSubDomains\r
                Content-Length: 0\r
                \r
                """);
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"HTTP_1", "HTTP_2"})
    void tellsWhatWasMendedOnWhichPage(Protocol protocol) throws Exception {
        answersWithEveryFault();
        protocol.exchange(door, "example.test", Request.get("example.test", "/old/page?key=geheim-e"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(command())
                        .contains("site shop\n")
                        .contains("Location http:// of our own hosts, mended: 1\n")
                        .contains("        1  /old/page  http://example.test/moved/on  last at ")
                        .contains("Cookies without Secure, mended: 3\n")
                        .contains("        1  /old/page  session  last at ")
                        .contains("        1  /old/page  basket  last at ")
                        .contains("        1  /old/page  (without a name)  last at ")
                        .contains("        1  /old/page  max-age=1; includeSubDomains  last at "));
        assertThat(page("/api/discovery")).isEqualTo(command("--json")).contains("\"site\": \"shop\"");
        assertNoSecrets();
    }

    @Test
    void tellsWhichCredentialsCameInTheClearAndNeverTheirValues() throws Exception {
        Protocol.PLAINTEXT.exchange(
                door,
                "",
                Request.get("api.test", "/v1/orders?access_token=geheim-a")
                        .with("authorization", "Bearer geheim-b")
                        .with("cookie", "session=geheim-c")
                        .with("x-api-key", "geheim-d"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(command())
                        .contains("site api\n")
                        .contains("Credentials that came in the clear: 1\n")
                        .contains("  /v1/orders  authorization  ")
                        .contains("  /v1/orders  cookie  ")
                        .contains("  /v1/orders  api-key  ")
                        .contains("  /v1/orders  query  "));
        assertNoSecrets();
    }

    @Test
    void summarisesArrivalsInTheClear() throws Exception {
        for (int i = 0; i < 3; i++) {
            Protocol.PLAINTEXT.exchange(
                    door,
                    "",
                    Request.get("example.test", "/shop/" + i + "?q=geheim-a")
                            .with("user-agent", "curl/8.5.0")
                            .with("referer", "http://news.test/story?geheim-b"));
        }
        Protocol.PLAINTEXT.exchange(door, "", Request.get("stranger.test", "/shop/1"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(command())
                        .contains("requests in the clear: 4\n")
                        .contains("        3  example.test/shop  curl, referred by news.test  last at ")
                        .contains("        1  (a host that is not configured)/shop  none  last at "));
        await().untilAsserted(() -> assertThat(page("/metrics")).contains("frontdoor_plaintext_arrivals_total 4.0"));
        assertNoSecrets();
    }

    /** Of a burst, a bounded number is looked at, and the summary says how many were not. */
    @Test
    void onlyCountsMostArrivalsOfABurst() throws Exception {
        int atOnce = 500;
        String requests = Request.get("example.test", "/").http1().repeat(atOnce);
        try (Http1Client client = door.plain()) {
            for (int i = 0; i < 4; i++) {
                client.send(requests);
                for (int answers = 0; answers < atOnce; answers++) {
                    client.read("GET");
                }
            }
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(page("/metrics")).contains("frontdoor_plaintext_arrivals_total 2000.0"));
        assertThat(page("/metrics")).doesNotContain("frontdoor_plaintext_arrivals_not_looked_at_total 0.0");
        assertThat(command()).contains("requests in the clear: 2000, of which ").contains(" were only counted\n");
    }

    @Test
    void listsTheNamesThatClientsAskedForConfiguredOrNot() throws Exception {
        Protocol.HTTP_1.exchange(door, "example.test", Request.get("example.test", "/"));
        Protocol.HTTP_2.exchange(door, "example.test", Request.get("forgotten.test:8443", "/"));
        Protocol.PLAINTEXT.exchange(door, "", Request.get("intranet.test", "/"));
        assertThat(refused("sni-only.test")).isTrue();

        // A client may read an answer before its exchange has been told to whoever counts.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(page("/api/hosts").replaceAll("\\s+", " "))
                        .contains(host("example.test", "\"shop\"", 2, 1, 0))
                        .contains(host("forgotten.test", "null", 0, 1, 0))
                        .contains(host("intranet.test", "null", 0, 0, 1))
                        .contains(host("sni-only.test", "null", 1, 0, 0))
                        .contains("\"others\": 0, \"handshakes-without-name\": 0"));
    }

    private static String host(String name, String site, int handshakes, int secure, int plaintext) {
        return "{ \"host\": \"%s\", \"site\": %s, \"handshakes\": %d, \"tls-requests\": %d, \"plaintext-requests\": %d, "
                .formatted(name, site, handshakes, secure, plaintext);
    }

    private boolean refused(String serverName) {
        try (Http1Client client = door.tls(serverName)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private void assertNoSecrets() throws Exception {
        for (String text :
                List.of(command(), page("/discovery"), page("/api/discovery"), page("/api/hosts"), page("/metrics"))) {
            assertThat(text).doesNotContain("geheim");
        }
    }
}
