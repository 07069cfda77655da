package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A6, A7, A14, B1 to B12, B15: the plaintext port sends clients to https on the host they asked for, and does nothing else. */
@ExtendWith(LeakPresence.class)
class PlaintextPortIT {
    private static final String HOST = "\r\nHost: example.test\r\n\r\n";

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  listen.public-tls-port = 8443
                  sites.main {
                    hosts = ["example.test", "www.example.test"], canonical = "example.test"
                    backend = "http://127.0.0.1:%d"
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        assertThat(backend.connections())
                .as("nothing of this was for the backend")
                .isEmpty();
        door.close();
        backend.close();
    }

    private static Answer answerTo(String octets) throws Exception {
        try (Http1Client client = door.plain()) {
            return client.send(octets).read(octets.startsWith("HEAD") ? "HEAD" : "GET");
        }
    }

    static Stream<Arguments> redirects() {
        return Stream.of(
                arguments("B1", "GET /a%2Fb/../c?x=1&y=%0a HTTP/1.1" + HOST, "/a%2Fb/../c?x=1&y=%0a"),
                arguments("B2", "GET / HTTP/1.1\r\nHost: example.test:8080\r\n\r\n", "/"),
                arguments("E3", "GET / HTTP/1.1\r\nHost: EXAMPLE.test.:80\r\n\r\n", "/"),
                arguments(
                        "B4",
                        "GET /x HTTP/1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.test\r\n"
                                + "Forwarded: host=evil.test;proto=https\r\nX-Original-URL: /evil\r\nX-Rewrite-URL: /evil"
                                + HOST,
                        "/x"),
                arguments("B5", "GET http://example.test:81/a HTTP/1.1\r\nHost: unknown.test\r\n\r\n", "/a"),
                arguments("B6", "GET //evil.test/ HTTP/1.1" + HOST, "//evil.test/"),
                arguments("B6", "GET /\\evil.test HTTP/1.1" + HOST, "/\\evil.test"),
                arguments("B6", "GET /%0d%0aSet-Cookie:a=b HTTP/1.1" + HOST, "/%0d%0aSet-Cookie:a=b"),
                arguments("B6", "GET /.//evil.test HTTP/1.1" + HOST, "/.//evil.test"),
                arguments(
                        "B9",
                        "GET / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA" + HOST,
                        "/"),
                arguments(
                        "B10",
                        "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" + HOST,
                        "/ws"),
                arguments("B12", "HEAD /h HTTP/1.1" + HOST, "/h"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("redirects")
    void redirectsToHttpsOnTheSameHost(String number, String octets, String target) throws Exception {
        Answer answer = answerTo(octets);
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.value("location")).isEqualTo("https://example.test:8443" + target);
        assertThat(answer.value("content-length")).isEqualTo("0");
        assertThat(answer.fields()).noneMatch(field -> field.contains("evil") && !field.startsWith("location"));
        assertThat(answer.policies()).isEmpty();
    }

    /** A14: never to the canonical host at once, whose policy would be the only one. */
    @Test
    void redirectsToTheHostThatWasAskedForFirst() throws Exception {
        Answer first = answerTo("GET /p HTTP/1.1\r\nHost: www.example.test\r\n\r\n");
        assertThat(first.value("location")).isEqualTo("https://www.example.test:8443/p");
        Answer second = Protocol.HTTP_2.exchange(door, "www.example.test", Request.get("www.example.test", "/p"));
        assertThat(second.status()).isEqualTo(301);
        assertThat(second.value("location")).isEqualTo("https://example.test:8443/p");
        assertThat(second.policies()).containsExactly("max-age=300");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("B3", 404, "GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n"),
                arguments("B3", 404, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
                arguments("B3", 404, "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
                arguments("B3", 400, "GET / HTTP/1.1\r\nHost: evil.test/x\r\n\r\n"),
                arguments("B3", 400, "GET / HTTP/1.1\r\nHost: evil.test, example.test\r\n\r\n"),
                arguments("B3", 400, "GET / HTTP/1.1\r\nHost: \r\n\r\n"),
                arguments("B3", 400, "GET / HTTP/1.1\r\n\r\n"),
                arguments("B6", 400, "GET /\revil HTTP/1.1" + HOST),
                arguments("B6", 400, "GET /\nevil HTTP/1.1" + HOST),
                arguments("B6", 400, "GET /\u0000evil HTTP/1.1" + HOST),
                arguments("B6", 400, "GET /e vil HTTP/1.1" + HOST),
                arguments("B6", 400, "GET /\u00e9vil HTTP/1.1" + HOST),
                arguments("B8", 400, "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked" + HOST),
                arguments("B8", 400, "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2" + HOST),
                arguments("B11", 404, "GET / HTTP/1.0\r\n\r\n"),
                arguments("B12", 400, "OPTIONS * HTTP/1.1" + HOST),
                arguments("U8", 405, "CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n"),
                arguments("U9", 405, "TRACE / HTTP/1.1" + HOST));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refusals")
    void refusesWithoutARedirectAndWithoutAnEcho(String number, int status, String octets) throws Exception {
        Answer answer = answerTo(octets);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.values("location")).isEmpty();
        assertThat(answer.toString()).doesNotContain("evil");
        assertThat(answer.policies()).isEmpty();
    }

    /** B7, D26: a large upload gets its answer at once and an orderly end. */
    @Test
    void redirectsUploadsWithoutReadingThem() throws Exception {
        try (Http1Client client = door.plain()) {
            client.send("POST /up HTTP/1.1\r\nContent-Length: 1000000" + HOST).send("x".repeat(100_000));
            Answer answer = client.read("POST");
            assertThat(answer.status()).isEqualTo(308);
            assertThat(answer.value("location")).isEqualTo("https://example.test:8443/up");
            assertThat(answer.open()).isFalse();
            assertThat(client.readAll()).isEmpty();
        }
    }

    /** B9: what is not HTTP/1 ends the connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"
            })
    void endsWhatIsNotHttp1(String octets) throws Exception {
        try (Http1Client client = door.plain()) {
            String answer = client.send(octets).readAll();
            assertThat(answer)
                    .matches(text ->
                            text.isEmpty() || text.startsWith("HTTP/1.1 400") || text.startsWith("HTTP/1.1 505"));
        }
    }

    /** B15: plain HTTP on the TLS port is told where https is if the host is ours; else one 400; never forwarded. */
    @Test
    void redirectsPlainHttpOnTheTlsPort() throws Exception {
        try (Http1Client ours = door.plainOnTlsPort();
                Http1Client other = door.plainOnTlsPort();
                Http1Client nobodys = door.plainOnTlsPort()) {
            Answer redirect = ours.send("GET /x HTTP/1.1" + HOST).read("GET");
            assertThat(redirect.status()).isEqualTo(301);
            assertThat(redirect.value("location")).isEqualTo("https://example.test:8443/x");
            assertThat(redirect.policies()).isEmpty();
            Answer refusal =
                    other.send("GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n").read("GET");
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.toString()).doesNotContain("evil").doesNotContain("strict-");
            assertThat(nobodys.send("GET / HTTP/1.0\r\n\r\n").read("GET").status())
                    .isEqualTo(400);
        }
    }
}
