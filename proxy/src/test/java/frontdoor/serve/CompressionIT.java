package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.Decoded;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G4, G12, F18: answers that are compressed on their way. */
@ExtendWith(LeakPresence.class)
class CompressionIT {
    private static final String PAGE = "<p>a line of text</p>\n".repeat(20_000);
    private static final Request GET =
            Request.get("example.test", "/").with("accept-encoding", "gzip, deflate, br, zstd");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  upstreams.app.servers = ["127.0.0.1:%1$d"]
                  sites {
                    main { hosts = ["example.test"], compression = on
                           routes = [{ path = "/", upstream = app }, { path = "/login", upstream = app, compression = off }] }
                    off { hosts = ["other.test"], backend = "http://127.0.0.1:%1$d" }
                    events { hosts = ["shop.example.test"], backend = "http://127.0.0.1:%1$d"
                             compression { encodings = [gzip], types = ["text/event-stream"] } }
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static String head(String more) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + more;
    }

    private static String page(String more) {
        return head(more + "Content-Length: " + PAGE.length() + "\r\n\r\n" + PAGE);
    }

    private static String decoded(Answer answer) throws Exception {
        Decoded decoded =
                Decoded.of(answer.value("content-encoding"), answer.body().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(decoded.whole()).isTrue();
        return new String(decoded.octets(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1, 'gzip, deflate, br, zstd', zstd",
        "HTTP_1, 'gzip, br', br",
        "HTTP_1, gzip, gzip",
        "HTTP_2, 'gzip, deflate, br, zstd', zstd",
        "HTTP_2, 'gzip, br', br",
        "HTTP_2, gzip, gzip"
    })
    void compresses(Protocol protocol, String accepted, String coding) throws Exception {
        backend.answers(page("ETag: \"1\"\r\nAccept-Ranges: bytes\r\nVary: Cookie\r\n"));
        Answer answer = protocol.exchange(
                door, "example.test", Request.get("example.test", "/").with("accept-encoding", accepted));
        assertThat(answer.value("content-encoding")).isEqualTo(coding);
        assertThat(answer.complete()).isTrue();
        assertThat(decoded(answer)).isEqualTo(PAGE);
        assertThat(answer.body().length()).isLessThan(PAGE.length() / 20);
        assertThat(answer.value("etag")).isEqualTo("W/\"1\"");
        assertThat(answer.values("vary")).containsExactly("Cookie", "Accept-Encoding");
        assertThat(answer.values("accept-ranges")).isEmpty();
        assertThat(answer.values("content-length")).isEmpty();
        assertThat(answer.policies()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void compressesWhatComesInChunks(Protocol protocol) throws Exception {
        String chunk = Integer.toHexString(PAGE.length()) + "\r\n" + PAGE + "\r\n";
        backend.answers(head("Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n"));
        assertThat(decoded(protocol.exchange(door, "example.test", GET))).isEqualTo(PAGE + PAGE);
    }

    /** G12: what must not be changed goes on as it came. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip\r\n",
                "Cache-Control: public, no-transform\r\n",
                "Content-Range: bytes 0-1/2\r\n",
                "X: y\r\nContent-Type: image/png\r\n",
                "Content-Digest: sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\r\n",
                "repr-digest: sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\r\n",
                "Digest: SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=\r\n",
                "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==\r\n",
            })
    void leavesAlone(String fields) throws Exception {
        String head = fields.contains("Content-Type") ? "HTTP/1.1 200 OK\r\n" : head("");
        backend.answers(head + fields + "ETag: \"1\"\r\nContent-Length: " + PAGE.length() + "\r\n\r\n" + PAGE);
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            Answer answer = protocol.exchange(door, "example.test", GET);
            assertThat(answer.body()).isEqualTo(PAGE);
            assertThat(answer.value("etag")).isEqualTo("\"1\"");
            assertThat(answer.values("vary")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void leavesAloneWhatIsSmallOrPartial(Protocol protocol) throws Exception {
        backend.answers(head("Content-Length: 5\r\n\r\nsmall"));
        assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("small");
        backend.answers("HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Length: 2000\r\n\r\n"
                + "x".repeat(2000));
        assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("x".repeat(2000));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void asksTheClientTheSiteAndTheRoute(Protocol protocol) throws Exception {
        backend.answers(page(""));
        Answer plain = protocol.exchange(door, "example.test", Request.get("example.test", "/"));
        assertThat(plain.body()).isEqualTo(PAGE);
        assertThat(plain.value("vary")).isEqualTo("Accept-Encoding");
        Request login = Request.get("example.test", "/login").with("accept-encoding", "gzip");
        assertThat(protocol.exchange(door, "example.test", login).body()).isEqualTo(PAGE);
        assertThat(protocol.exchange(door, "example.test", GET.with("cache-control", "no-transform"))
                        .body())
                .isEqualTo(PAGE);
        Request other = Request.get("other.test", "/").with("accept-encoding", "gzip");
        Answer off = protocol.exchange(door, "other.test", other);
        assertThat(off.body()).isEqualTo(PAGE);
        assertThat(off.values("vary")).isEmpty();
    }

    /** G4: a body that was cut does not end in good order. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void cutsWhatTheBackendHasCut(Protocol protocol) throws Exception {
        backend.answersAndCloses(head("Content-Length: 100000\r\n\r\n" + "half".repeat(1000)));
        Answer answer = protocol.exchange(door, "example.test", GET);
        assertThat(answer.value("content-encoding")).isEqualTo("zstd");
        assertThat(answer.complete()).isFalse();
    }

    @Test
    void letsEventsThroughAsTheyCome() throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\n");
            connection.awaitEnd();
        });
        try (var client = door.tls("shop.example.test")) {
            client.send(Request.get("shop.example.test", "/")
                    .with("accept-encoding", "gzip")
                    .http1());
            StringBuilder seen = new StringBuilder();
            // What zlib ends a flush with.
            while (seen.indexOf("\u0000\u0000\u00ff\u00ff") < 0) {
                seen.append(client.read(1));
            }
            assertThat(seen.toString()).containsIgnoringCase("content-encoding: gzip");
        }
    }
}
