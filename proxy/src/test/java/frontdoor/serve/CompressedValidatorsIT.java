package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** G12, RFC 9110 8.8.3, 9.3.2, 15.3.7 and 15.4.5: what is said about pages that are compressed where none is sent. */
class CompressedValidatorsIT {
    private static final String LENGTH = "Content-Length: 20000\r\n\r\n";
    private static final Request GET = Request.get("example.test", "/").with("accept-encoding", "gzip");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d", compression = on }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Answer ask(Protocol protocol, String answer, Request request) throws Exception {
        backend.answers(answer);
        Answer got = protocol.exchange(door, "example.test", request);
        assertThat(got.complete()).isTrue();
        return got;
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void tellsOfAPageWhatGetWouldBeTold(Protocol protocol) throws Exception {
        String page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"1\"\r\nAccept-Ranges: bytes\r\n" + LENGTH;
        Answer head = ask(protocol, page, GET.method("HEAD"));
        assertThat(head.value("content-encoding")).isEqualTo("gzip");
        assertThat(head.value("etag")).isEqualTo("W/\"1\"");
        assertThat(head.value("vary")).isEqualTo("Accept-Encoding");
        assertThat(head.values("content-length")).isEmpty();
        assertThat(head.values("accept-ranges")).isEmpty();
        assertThat(head.body()).isEmpty();
        Answer plain = ask(protocol, page, Request.get("example.test", "/").method("HEAD"));
        assertThat(plain.values("content-encoding")).isEmpty();
        assertThat(plain.value("content-length")).isEqualTo("20000");
        assertThat(plain.value("etag")).isEqualTo("\"1\"");
        assertThat(plain.value("vary")).isEqualTo("Accept-Encoding");
        Answer image = ask(protocol, page.replace("text/html", "image/png"), GET.method("HEAD"));
        assertThat(image.value("content-length")).isEqualTo("20000");
        assertThat(image.values("vary")).isEmpty();
    }

    /** A client of ours has the weak form of a tag, and asks with that; it has the strong one of what is not compressed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "HTTP_1 | W/\"1\"        | \"1\"   | W/\"1\"",
                "HTTP_2 | W/\"1\"        | \"1\"   | W/\"1\"",
                "HTTP_2 | \"1\"          | \"1\"   | \"1\"",
                "HTTP_2 | \"1\", W/\"1\" | \"1\"   | W/\"1\"",
                "HTTP_2 | W/\"1\"        | W/\"1\" | W/\"1\"",
                "HTTP_2 | *              | \"1\"   | W/\"1\""
            })
    void confirmsTheTagThatTheClientHas(Protocol protocol, String asked, String answered, String told)
            throws Exception {
        Answer answer = ask(
                protocol,
                "HTTP/1.1 304 Not Modified\r\nETag: " + answered + "\r\n\r\n",
                GET.with("if-none-match", asked));
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.value("etag")).isEqualTo(told);
        assertThat(answer.value("vary")).isEqualTo("Accept-Encoding");
        assertThat(answer.values("content-encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "W/\"1\"                    | W/\"1\", \"1\"",
                "W/\"a,b\",\"c\" , W/\"d\"  | W/\"a,b\",\"c\" , W/\"d\", \"a,b\", \"d\"",
                "\"1\", W/\"1\"             | \"1\", W/\"1\"",
                "\"1\"                      | \"1\"",
                "*                          | *",
                "W/\"1                      | W/\"1",
                "W/1                        | W/1"
            })
    void asksTheBackendWithItsOwnTags(String sent, String seen) throws Exception {
        ask(Protocol.HTTP_1, "HTTP/1.1 304 Not Modified\r\n\r\n", GET.with("if-none-match", sent));
        assertThat(backend.requests().getFirst()).containsIgnoringCase("\r\nIf-None-Match: " + seen + "\r\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void leavesAloneWhatHasOneForm(Protocol protocol) throws Exception {
        String image = "HTTP/1.1 304 Not Modified\r\nContent-Type: image/png\r\nETag: \"1\"\r\n\r\n";
        Answer answer = ask(protocol, image, GET);
        assertThat(answer.value("etag")).isEqualTo("\"1\"");
        assertThat(answer.values("vary")).isEmpty();
        answer = ask(protocol, "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n", Request.get("example.test", "/"));
        assertThat(answer.value("etag")).isEqualTo("\"1\"");
    }

    /** A part goes on as it is, and is one of several forms all the same. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void saysOfAPartThatThereAreOtherForms(Protocol protocol) throws Exception {
        String part = "HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nETag: \"1\"\r\n"
                + "Content-Range: bytes 0-3/20000\r\nContent-Length: 4\r\n\r\npart";
        Answer answer = ask(protocol, part, GET.with("range", "bytes=0-3"));
        assertThat(answer.body()).isEqualTo("part");
        assertThat(answer.value("etag")).isEqualTo("\"1\"");
        assertThat(answer.value("vary")).isEqualTo("Accept-Encoding");
    }
}
