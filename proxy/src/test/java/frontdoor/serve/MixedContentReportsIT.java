package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HSTS.md, chapter 8: who is asked to report mixed content, and how every report is answered. */
@ExtendWith(LeakPresence.class)
class MixedContentReportsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String PATH = "/.well-known/frontdoor/reports";
    private static final String REPORT = """
            {"csp-report":{"document-uri":"https://example.test/shop","blocked-uri":"http://cdn.test/a.png",
            "violated-directive":"img-src"}}""";

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        int adminPort = FreePort.take();
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  admin.listen = "127.0.0.1:%d"
                  site-defaults.hsts.max-age = 1d
                  sites.shop {
                    hosts = ["example.test", "www.example.test"], canonical = "example.test", mixed-content = collect
                    backend = "http://127.0.0.1:%d"
                  }
                  sites.other { hosts = ["other.test"], backend = "http://127.0.0.1:%2$d" }
                }
                """.formatted(adminPort, backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    @BeforeEach
    void answerPages() {
        backend.answers("""
                HTTP/1.1 200 OK\r
                Content-Type: text/html; charset=utf-8\r
                Content-Security-Policy: default-src 'self'\r
                Content-Security-Policy-Report-Only: default-src 'none'\r
                Content-Length: 2\r
                \r
                hi""");
    }

    private static String found() {
        CommandRun run =
                CommandRun.of("discovery", directory.resolve("frontdoor.conf").toString());
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    private static Request report(String body) {
        return Request.get("example.test", PATH)
                .method("POST")
                .with("content-type", "application/csp-report")
                .body(body);
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"HTTP_1", "HTTP_2"})
    void asksForReportsBesideWhatTheApplicationSays(Protocol protocol) throws IOException {
        Answer page = protocol.exchange(door, "example.test", Request.get("example.test", "/"));

        assertThat(page.values("content-security-policy")).containsExactly("default-src 'self'");
        assertThat(page.values("content-security-policy-report-only"))
                .containsExactly(
                        "default-src 'none'",
                        "default-src https: wss: data: blob: filesystem: mediastream: about: 'unsafe-inline'"
                                + " 'unsafe-eval'; base-uri https:; form-action https:; report-uri " + PATH
                                + "; report-to frontdoor");
        assertThat(page.value("reporting-endpoints")).isEqualTo("frontdoor=\"" + PATH + "\"");
    }

    @Test
    void asksNobodyElse() throws IOException {
        assertThat(Protocol.HTTP_1
                        .exchange(door, "other.test", Request.get("other.test", "/"))
                        .values("reporting-endpoints"))
                .isEmpty();
        for (String destination : new String[] {"empty", "image", "script"}) {
            Request request = Request.get("example.test", "/").with("sec-fetch-dest", destination);
            assertThat(Protocol.HTTP_2.exchange(door, "example.test", request).values("reporting-endpoints"))
                    .isEmpty();
        }
        backend.answers("HTTP/1.1 200 OK\r\nContent-Type: text/html5\r\nContent-Length: 0\r\n\r\n");
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", Request.get("example.test", "/"))
                        .values("reporting-endpoints"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"HTTP_1", "HTTP_2"})
    void showsWhatBrowsersReportAndForwardsNothing(Protocol protocol) throws IOException {
        backend.answers("HTTP/1.1 500 Never\r\nContent-Length: 0\r\n\r\n");
        Answer answer = protocol.exchange(door, "example.test", report(REPORT));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.policies()).containsExactly("max-age=86400");
        assertThat(answer.value("cache-control")).isEqualTo("no-store");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(found())
                        .contains("  /shop  img-src http://cdn.test/a.png  last at ")
                        .contains("  Pages with mixed content:\n")
                        .contains("  http://cdn.test/a.png  img-src  last at "));
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no JSON", "{\"csp-report\":{\"document-uri\":\"https://hostile.test/x\"}}", "[[[[[[[["})
    void answersHostileReportsLikeGoodOnes(String body) throws IOException {
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Answer answer = protocol.exchange(door, "example.test", report(body));
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.policies()).containsExactly("max-age=86400");
        }
        assertThat(found()).doesNotContain("hostile");
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void answersReportsThatAreTooLargeAtOnceAndReadsNoneOfThem() throws IOException {
        String page = "https://example.test/large";
        String large = REPORT.replace("https://example.test/shop", page) + " ".repeat(70_000);
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            assertThat(protocol.exchange(door, "example.test", report(large)).status())
                    .isEqualTo(204);
        }
        try (Http1Client client = door.tls("example.test")) {
            client.send("POST " + PATH + " HTTP/1.1\r\nHost: example.test\r\nContent-Type: application/csp-report\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
            for (int i = 0; i < 20; i++) {
                client.send(chunk);
            }
            assertThat(client.read("POST").status()).isEqualTo(204);
        }
        assertThat(found()).doesNotContain("/large");
    }

    @Test
    void readsReportsInPieces() throws IOException {
        String page = REPORT.replace("/shop", "/in-pieces");
        try (Http1Client client = door.tls("example.test")) {
            client.send("POST " + PATH + " HTTP/1.1\r\nHost: example.test\r\nContent-Type: application/csp-report\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + page.length() + "\r\n\r\n");
            for (int i = 0; i < page.length(); i += 40) {
                client.send(page.substring(i, Math.min(page.length(), i + 40)));
            }
            assertThat(client.read("POST").status()).isEqualTo(204);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(found()).contains("/in-pieces"));
    }

    /** A browser that is gone in the middle frees its place, and the next one is heard. */
    @Test
    void freesThePlacesOfReportsThatNeverEnd() throws IOException {
        for (int i = 0; i < 40; i++) {
            try (Http1Client client = door.tls("example.test")) {
                client.send(
                        "POST " + PATH + " HTTP/1.1\r\nHost: example.test\r\nContent-Type: application/csp-report\r\n"
                                + "Content-Length: 100\r\n\r\nhalf");
            }
        }
        await().atMost(SOON).untilAsserted(() -> {
            Protocol.HTTP_1.exchange(door, "example.test", report(REPORT.replace("/shop", "/after-the-lost")));
            assertThat(found()).contains("/after-the-lost");
        });
    }

    @Test
    void takesReportsOnEveryHostOfTheSiteBeforeAnyRedirect() throws IOException {
        Request request =
                new Request("POST", "www.example.test", PATH, report("").fields(), "{}");
        assertThat(Protocol.HTTP_1.exchange(door, "www.example.test", request).status())
                .isEqualTo(204);
    }

    /** A site that does not collect, a media type no browser sends, a method that brings no report. */
    @Test
    void answersWhatIsNotCollectedWithoutReadingOrForwardingIt() throws IOException {
        Request other = new Request(
                "POST", "other.test", PATH, report("").fields(), REPORT.replace("example.test/shop", "other.test/x"));
        assertThat(Protocol.HTTP_1.exchange(door, "other.test", other).status()).isEqualTo(204);
        Request plain = Request.get("example.test", PATH)
                .method("POST")
                .with("content-type", "text/plain")
                .body(REPORT.replace("/shop", "/as-text"));
        assertThat(Protocol.HTTP_1.exchange(door, "example.test", plain).status())
                .isEqualTo(204);
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", Request.get("example.test", PATH))
                        .status())
                .isEqualTo(204);
        assertThat(Protocol.PLAINTEXT.exchange(door, "", report(REPORT)).status())
                .isEqualTo(308);
        assertThat(found()).doesNotContain("/as-text").doesNotContain("site other");
        assertThat(backend.requests()).isEmpty();
    }
}
