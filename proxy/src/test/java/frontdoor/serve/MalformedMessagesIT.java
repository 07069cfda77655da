package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G1, S32: what becomes of malformed messages, and what the access log tells of them. */
@ExtendWith(LeakPresence.class)
class MalformedMessagesIT {
    private static final Request GET = Request.get("example.test", "/page");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor.access-log { enabled = true, file = "%s" }
                frontdoor.sites.main {
                  hosts = ["example.test"], hsts = off, backend = "http://127.0.0.1:%d"
                }
                """.formatted(log(), backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Path log() {
        return directory.resolve("access.log");
    }

    private static void awaitInLog(String text) {
        await().untilAsserted(() -> assertThat(Files.readAllLines(log())).anyMatch(line -> line.contains(text)));
    }

    /** F10: two servers could believe different ones. */
    @Test
    void refusesASecondAuthorization() throws Exception {
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Request two = GET.with("authorization", "Bearer a").with("authorization", "Bearer b");
            assertThat(protocol.exchange(door, "example.test", two).status()).isEqualTo(400);
        }
        awaitInLog("\"reason\":\"a second Authorization: two servers could believe different ones\"");
    }

    /** G1, G2: it leaves as it should have come, and the backend's connection is not used again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                "HTTP/1.2 200\r\nX : y\r\nContent-Length: 5, 5\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n5   \nhello\r\n0 \r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: ,chunked,\r\n\r\n00000000000000005; a = b ;\r\nhello\r\n0\r\nA: b\r\n c\r\n\r\n"
            })
    void passesOnWhatLeavesNoDoubt(String octets) throws Exception {
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            backend.answers(octets);
            for (int i = 1; i <= 3; i++) {
                Answer answer = protocol.exchange(door, "example.test", GET);
                assertThat(answer.status()).as("%s %s", protocol, answer).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("hello");
                assertThat(answer.complete()).isTrue();
                assertThat(backend.connections()).hasSize(i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~Content-Length: 12~Content-Length: 13~~|second Content-Length",
                "HTTP/1.1 200 OK~X-Long: a~ b~~|folded line",
                "HTTP/1.1 404: Not Found~~|status line",
                "\\025\\003\\001\\000\\002\\002F|speaks TLS",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello!|line end behind the octets of a chunk",
            })
    void saysWhatABackendDidWrong(String octets, String words) throws Exception {
        backend.answersAndCloses(octets.replace("~", "\r\n").translateEscapes());
        Answer answer = Protocol.HTTP_1.exchange(door, "example.test", GET);
        assertThat(answer.status() == 502 || !answer.complete()).isTrue();
        awaitInLog("\"failure\":\"upstream_bad_response\",\"reason\":\"");
        awaitInLog(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|upstream_closed|the connection ended before any octet of an answer",
                "HTTP/1.1 200 O|upstream_closed_early|the connection ended before the head of the answer did",
                "HTTP/1.1 103 Early Hints~~|upstream_closed_early|the connection ended before the head of the answer did",
                "HTTP/1.1 200 OK~Content-Length: 9~~hello|upstream_closed_early|before the body was as long as its Content-Length",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~|upstream_closed_early|before the last chunk",
            })
    void saysWhereABackendBrokeOff(String octets, String failure, String words) throws Exception {
        backend.answersAndCloses(octets.replace("~", "\r\n"));
        Answer answer = Protocol.HTTP_1.exchange(
                door, "example.test", Request.get("example.test", "/cut").method("POST"));
        assertThat(answer.status() == 502 || !answer.complete()).isTrue();
        await().untilAsserted(() -> assertThat(Files.readAllLines(log()))
                .anyMatch(line -> line.contains("\"failure\":\"" + failure + "\",\"reason\":\"the connection ended")
                        && line.contains(words)));
    }

    @Test
    void saysWhatAClientDidWrongWhereAndOfWhichSite() throws Exception {
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.send("GET /reports/\u00d0\u00b9?from=old HTTP/1.1\r\nHost: example.test\r\n\r\n")
                            .read("GET")
                            .status())
                    .isEqualTo(400);
        }
        awaitInLog("\"method\":\"GET\",\"target\":\"/reports/\"");
        awaitInLog("\\u0022GET /reports/\\u005cxd0\\u005cxb9?from=old HTTP/1.1\\u0022");
        awaitInLog("\"site\":\"main\"");
        try (Http1Client client = door.tls("example.test")) {
            client.send("GET /sensors/7 HTTP/1.1\r\nHost: example.test\r\nBad Name: 1\r\n\r\n")
                    .read("GET");
        }
        awaitInLog("Bad Name");
        try (Http1Client client = door.tls("example.test")) {
            client.send("POST /upload HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
                    .read("POST");
        }
        awaitInLog("chunk size that is none");
        try (Http2Client client = door.http2("example.test")) {
            client.exchange(GET.with("connection", "close"));
        }
        awaitInLog("about a connection of HTTP/1: \\u0022connection\\u0022");
    }

    /** F13, over both protocols. */
    @Test
    void answersOptionsThatIsNotToBeForwarded() throws Exception {
        backend.does(Backend::echo);
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            for (String target : new String[] {"/", "*"}) {
                Request options =
                        Request.get("example.test", target).method("OPTIONS").with("proxy", "http://evil.test");
                Answer here = protocol.exchange(door, "example.test", options.with("max-forwards", "0"));
                assertThat(here.status()).isEqualTo(204);
                assertThat(here.value("allow")).contains("OPTIONS");
                Answer there = protocol.exchange(door, "example.test", options.with("max-forwards", "5"));
                assertThat(there.body())
                        .containsIgnoringCase("\r\nmax-forwards: 4\r\n")
                        .doesNotContain("evil");
                assertThat(protocol.exchange(door, "example.test", options.with("max-forwards", "x"))
                                .status())
                        .isEqualTo(400);
            }
            assertThat(protocol.exchange(door, "example.test", GET.with("max-forwards", "5"))
                            .body())
                    .containsIgnoringCase("\r\nmax-forwards: 5\r\n");
        }
    }

    /** RFC 3986 6.2.3: an empty port is the default one, however the host is told. */
    @Test
    void servesAHostWithAnEmptyPort() throws Exception {
        backend.does(Backend::echo);
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Answer answer = protocol.exchange(door, "example.test", Request.get("example.test:", "/"));
            assertThat(answer.body()).contains("\r\nHost: example.test\r\n", "\r\nX-Forwarded-Host: example.test\r\n");
        }
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.send("GET https://example.test:/x HTTP/1.1\r\nHost: example.test:\r\n\r\n")
                            .read("GET")
                            .body())
                    .startsWith("GET /x HTTP/1.1\r\nHost: example.test\r\n");
        }
        try (Http1Client client = door.plain()) {
            assertThat(client.send("GET /x HTTP/1.1\r\nHost: example.test:\r\n\r\n")
                            .read("GET")
                            .value("location"))
                    .isEqualTo("https://example.test/x");
        }
    }
}
