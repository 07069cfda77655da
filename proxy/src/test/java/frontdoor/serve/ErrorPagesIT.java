package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G9, A8: an operator's own pages for errors, with everything else that belongs to an answer of ours. */
@ExtendWith(LeakPresence.class)
class ErrorPagesIT {
    private static final Request GET = Request.get("example.test", "/");
    private static final String PLAIN_404 = "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n";

    @TempDir
    private Path directory;

    private final Backend backend = new Backend();
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectory(directory.resolve("errors"));
        write("502.html", "<p>Wir sind gleich zurück</p>");
        write("502.json", "{\"error\": 502}");
        write("4xx.html", "<p>Nicht da</p>");
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  site-defaults.error-pages { "502" = "errors/502.html", "4xx" = "errors/4xx.html" }
                  sites {
                    main { hosts = ["example.test"], backend = "http://127.0.0.1:%1$d" }
                    all { hosts = ["shop.example.test"], backend = "http://127.0.0.1:%1$d", error-pages.intercept = true }
                    none { hosts = ["other.test"], backend = "http://127.0.0.1:%1$d", error-pages = off }
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(directory.resolve("errors").resolve(name), text);
    }

    private static String utf8(String body) {
        return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void answersOurErrorsWithThePageOfTheStatusOrOfItsClass(Protocol protocol) throws Exception {
        backend.answersAndCloses("nonsense\r\n\r\n");
        Answer bad = protocol.exchange(door, "example.test", GET.method("POST"));
        assertThat(bad.status()).isEqualTo(502);
        assertThat(utf8(bad.body())).isEqualTo("<p>Wir sind gleich zurück</p>");
        assertThat(bad.value("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(bad.value("cache-control")).isEqualTo("no-store");
        assertThat(bad.value("x-content-type-options")).isEqualTo("nosniff");
        assertThat(bad.value("vary")).isEqualTo("Accept");
        assertThat(bad.policies()).hasSize(1);

        Answer refused = protocol.exchange(door, "example.test", GET.method("TRACE"));
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.body()).isEqualTo("<p>Nicht da</p>");
        assertThat(refused.values("vary")).isEmpty();
        assertThat(refused.values("allow")).hasSize(1);

        Answer head = protocol.exchange(door, "example.test", GET.method("HEAD").with("expect", "miracles"));
        assertThat(head.status()).isEqualTo(417);
        assertThat(head.value("content-length")).isEqualTo("15");
        assertThat(head.body()).isEmpty();

        backend.answersAndCloses("nonsense\r\n\r\n");
        assertThat(protocol.exchange(
                                door,
                                "other.test",
                                Request.get("other.test", "/").method("POST"))
                        .body())
                .isEqualTo("502 Bad Gateway\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void answersProgramsWithJson(Protocol protocol) throws Exception {
        backend.answersAndCloses("nonsense\r\n\r\n");
        Answer answer = protocol.exchange(
                door, "example.test", GET.method("POST").with("accept", "application/json, text/plain"));
        assertThat(answer.body()).isEqualTo("{\"error\": 502}");
        assertThat(answer.value("content-type")).isEqualTo("application/json");
        assertThat(answer.value("vary")).isEqualTo("Accept");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void leavesAnswersOfTheApplicationAloneUnlessItIsToIntercept(Protocol protocol) throws Exception {
        backend.answers(PLAIN_404 + "Allow: GET\r\nSet-Cookie: a=b\r\nETag: \"x\"\r\n\r\nthere");
        assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("there");

        Answer replaced = protocol.exchange(door, "shop.example.test", Request.get("shop.example.test", "/"));
        assertThat(replaced.status()).isEqualTo(404);
        assertThat(replaced.body()).isEqualTo("<p>Nicht da</p>");
        assertThat(replaced.complete()).isTrue();
        assertThat(replaced.values("etag")).isEmpty();
        assertThat(replaced.values("set-cookie")).isEmpty();
        assertThat(replaced.value("allow")).isEqualTo("GET");
        assertThat(replaced.value("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(replaced.policies()).hasSize(1);

        Answer head = protocol.exchange(
                door, "shop.example.test", Request.get("shop.example.test", "/").method("HEAD"));
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.body()).isEmpty();

        backend.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(protocol.exchange(door, "shop.example.test", Request.get("shop.example.test", "/"))
                        .body())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void waitsForNoBodyThatIsLongOrCut(Protocol protocol) throws Exception {
        Request get = Request.get("shop.example.test", "/");
        backend.does(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 404 Not Found\r\n\r\n");
            while (true) {
                connection.send("endless".repeat(1000));
            }
        });
        Answer endless = protocol.exchange(door, "shop.example.test", get);
        assertThat(endless.body()).isEqualTo("<p>Nicht da</p>");
        assertThat(endless.complete()).isTrue();

        backend.answersAndCloses("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nhalf");
        Answer cut = protocol.exchange(door, "shop.example.test", get);
        assertThat(cut.body()).isEqualTo("<p>Nicht da</p>");
        assertThat(cut.complete()).isTrue();
    }

    @Test
    void readsBodiesThatNobodyWantsSoThatTheConnectionsServeAgain() throws Exception {
        backend.answers(PLAIN_404 + "\r\nthere");
        try (Http1Client client = door.tls("shop.example.test")) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.exchange(Request.get("shop.example.test", "/"))
                                .body())
                        .isEqualTo("<p>Nicht da</p>");
            }
        }
        assertThat(backend.connections()).hasSize(1);
    }

    @Test
    void noticesFilesThatChangeComeAndGo() throws Exception {
        backend.answers(PLAIN_404 + "\r\nthere");
        Request get = Request.get("shop.example.test", "/").with("accept", "application/json");
        write("4xx.html", "<p>changed</p>");
        await().untilAsserted(() -> assertThat(
                        Protocol.HTTP_1.exchange(door, "shop.example.test", get).body())
                .isEqualTo("<p>changed</p>"));
        write("4xx.json", "{}");
        await().untilAsserted(() -> assertThat(
                        Protocol.HTTP_1.exchange(door, "shop.example.test", get).body())
                .isEqualTo("{}"));
        Files.delete(directory.resolve("errors/4xx.html"));
        write("4xx.json", "[]");
        List<String> bodies = List.of("{}", "<p>changed</p>");
        assertThat(bodies)
                .contains(
                        Protocol.HTTP_1.exchange(door, "shop.example.test", get).body());
    }
}
