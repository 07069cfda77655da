package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A1 to A6, A8, A9, A11, A12: exactly one policy on every answer over TLS of a configured site, whoever made it; none anywhere else. */
@ExtendWith(LeakPresence.class)
class HstsOnEveryAnswerIT {
    private static final String POLICY = "max-age=31536000; includeSubDomains";
    private static final Request GET = Request.get("example.test", "/");
    private static final String SITES = """
            frontdoor {
              listen { timeouts.client-header = 5s, limits { request-line = 8000, header-size = 9000, header-count = 40 } }
              sites {
                main {
                  hosts = ["example.test", "www.example.test"], canonical = "example.test"
                  hsts { max-age = %2$s, include-subdomains = true }
                  routes = [ { path = "/", upstream = legacy }, { path = "/refused/", upstream = refused } ]
                  limits.body = 100
                  timeouts { upstream-response = 5s, client-body = 3s }
                }
                api { hosts = ["api.test"], hsts { max-age = 60s }, routes = [ { path = "/api/", upstream = legacy } ] }
                off { hosts = ["off.test"], hsts = off, backend = "http://127.0.0.1:%1$d" }
                kill { hosts = ["kill.test"], hsts = kill, backend = "http://127.0.0.1:%1$d" }
                plain { hosts = ["plain.test"], backend = "http://127.0.0.1:%1$d" }
              }
              upstreams { legacy.servers = ["127.0.0.1:%1$d"], refused.servers = ["127.0.0.1:1"] }
            }
            """;

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, SITES.formatted(backend.port(), "365d"));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    static Stream<Arguments> ownAnswers() {
        return Stream.of(
                arguments(301, Request.get("www.example.test", "/a?b")),
                arguments(
                        308,
                        Request.get("www.example.test", "/a?b").method("POST").body("x")),
                arguments(400, Request.get("example.test", "/x/..%2fadmin")),
                arguments(405, GET.method("TRACE")),
                arguments(413, GET.method("POST").body("x".repeat(101))),
                arguments(414, Request.get("example.test", "/" + "x".repeat(8000))),
                arguments(417, GET.with("expect", "a-miracle")),
                arguments(431, GET.with("x-long", "x".repeat(9000))),
                arguments(502, Request.get("example.test", "/refused/")),
                arguments(502, Request.get("example.test", "/refused/").method("HEAD")),
                arguments(504, Request.get("example.test", "/never")));
    }

    /** A1, A4, A8, A9, G8: on what the proxy answers itself. */
    @ParameterizedTest
    @MethodSource("ownAnswers")
    void isOnTheProxysOwnAnswers(int status, Request request) throws Exception {
        backend.does(BackendConnection::awaitEnd);
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            Answer answer = protocol.exchange(door, request.authority(), request);
            assertThat(answer.status()).as("%s", protocol).isEqualTo(status);
            assertThat(answer.policies()).as("%s", answer).containsExactly(POLICY);
        }
        Answer plain = Protocol.PLAINTEXT.exchange(door, request.authority(), request);
        assertThat(plain.status()).isGreaterThanOrEqualTo(301);
        assertThat(plain.policies()).isEmpty();
    }

    static Stream<Arguments> brokenRequests() {
        return Stream.of(
                arguments(400, "GET / HTTP/1.1\r\n\r\n"),
                arguments(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                arguments(
                        400,
                        "POST / HTTP/1.1\r\nHost: example.test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
                arguments(400, "\u0001"),
                arguments(405, "CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n"),
                arguments(408, "GET / HTTP/1.1\r\nHost: exam"),
                arguments(414, "GET /" + "x".repeat(9000)),
                arguments(431, "GET / HTTP/1.1\r\nHost: example.test\r\n" + "X-N: v\r\n".repeat(50)),
                arguments(501, "POST / HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
                arguments(505, "GET / HTTP/2.0\r\nHost: example.test\r\n\r\n"));
    }

    /** A8, A6: on answers to what could not be read, by the name the handshake asked for; and on no plaintext answer. */
    @ParameterizedTest
    @MethodSource("brokenRequests")
    void isOnAnswersToBrokenRequests(int status, String octets) throws Exception {
        try (Http1Client tls = door.tls("example.test")) {
            Answer secure = tls.send(octets).read("GET");
            assertThat(secure.status()).isEqualTo(status);
            assertThat(secure.policies()).as("%s", secure).containsExactly(POLICY);
        }
        try (Http1Client plain = door.plain()) {
            Answer clear = plain.send(octets).read("GET");
            assertThat(clear.status()).isEqualTo(status);
            assertThat(clear.policies()).isEmpty();
            assertThat(clear.values("location")).isEmpty();
        }
    }

    /** A8, K7: 408 where a body does not come. */
    @Test
    void isOnTheAnswerToAnUnfinishedBody() throws Exception {
        backend.does(BackendConnection::awaitEnd);
        Request request = GET.method("POST").with("content-length", "9");
        try (Http1Client http1 = door.tls("example.test");
                Http2Client http2 = door.http2("example.test")) {
            Answer first = http1.exchange(request);
            Answer second = http2.read(http2.open(false, request.http2()));
            assertThat(List.of(first.status(), second.status())).containsOnly(408);
            assertThat(first.policies()).containsExactly(POLICY);
            assertThat(second.policies()).containsExactly(POLICY);
        }
    }

    /** E11, G8: a request that has been here before is not sent round again. */
    @Test
    void isOnTheAnswerToALoop() throws Exception {
        backend.does(Backend::echo);
        Answer echo = Protocol.HTTP_1.exchange(door, "example.test", GET);
        String via = echo.body()
                .lines()
                .filter(line -> line.startsWith("Via: "))
                .findFirst()
                .orElseThrow();
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            Answer answer = protocol.exchange(door, "example.test", GET.with("via", "1.0 x, " + via.substring(5)));
            assertThat(answer.status()).isEqualTo(508);
            assertThat(answer.body()).isEqualTo("508 Loop Detected\n");
            assertThat(answer.policies()).containsExactly(POLICY);
        }
    }

    static Stream<Arguments> backendAnswers() {
        String body = "Content-Length: 2\r\n\r\nhi";
        return Stream.of(
                arguments(200, "GET", "200 OK\r\n" + body),
                arguments(200, "GET", "200 OK\r\nStrict-Transport-Security: max-age=0\r\n" + body),
                arguments(
                        200,
                        "GET",
                        "200 OK\r\n" + "sTRICT-transport-SECURITY: max-age=1; preload\r\n".repeat(5) + body),
                arguments(
                        200,
                        "GET",
                        "200 OK\r\nConnection: Strict-Transport-Security\r\nStrict-Transport-Security: x\r\n" + body),
                arguments(
                        200,
                        "GET",
                        "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nStrict-Transport-Security: x\r\n\r\n"),
                arguments(200, "HEAD", "200 OK\r\nContent-Length: 2\r\n\r\n"),
                arguments(204, "GET", "204 No Content\r\n\r\n"),
                arguments(206, "GET", "206 Partial Content\r\nContent-Range: bytes 0-1/9\r\n" + body),
                arguments(304, "GET", "304 Not Modified\r\nETag: \"x\"\r\n\r\n"),
                arguments(404, "GET", "404 Not Found\r\n" + body),
                arguments(500, "GET", "500 Internal Server Error\r\n" + body),
                arguments(302, "GET", "302 Found\r\nLocation: /x\r\n" + body));
    }

    /** A2, A8, A11: the backend's policies, however many and however written, give way to the one of the site. */
    @ParameterizedTest
    @MethodSource("backendAnswers")
    void isOnTheBackendsAnswers(int status, String method, String octets) throws Exception {
        backend.answers(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nStrict-Transport-Security: x\r\n\r\nHTTP/1.1 " + octets);
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            Answer answer = protocol.exchange(door, "example.test", GET.method(method));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.policies()).as("%s", answer).containsExactly(POLICY);
            assertThat(answer.interims()).containsExactly("103 [link: </a>]");
            assertThat(answer.complete()).isTrue();
        }
    }

    /** A8, A12, E5: a host that is not ours gets no policy, neither that of the handshake's name nor any. */
    @ParameterizedTest
    @EnumSource
    void isNotOnTheAnswerToAnUnknownHost(Protocol protocol) throws Exception {
        Answer answer = protocol.exchange(door, "example.test", Request.get("unknown.test", "/"));
        assertThat(answer.status()).isEqualTo(protocol == Protocol.PLAINTEXT ? 404 : 421);
        assertThat(answer.policies()).isEmpty();
        assertThat(answer.values("location")).isEmpty();
    }

    /** A5, A12: each host has its own policy, a default one, max-age=0 or none. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void isThatOfTheHost(Protocol protocol) throws Exception {
        backend.answers("HTTP/1.1 200 OK\r\nStrict-Transport-Security: max-age=9\r\nContent-Length: 0\r\n\r\n");
        assertThat(policies(protocol, "off.test")).isEmpty();
        assertThat(policies(protocol, "kill.test")).containsExactly("max-age=0");
        assertThat(policies(protocol, "plain.test")).containsExactly("max-age=300");
        Answer noRoute = protocol.exchange(door, "api.test", Request.get("api.test", "/other"));
        assertThat(noRoute.status()).isEqualTo(404);
        assertThat(noRoute.policies()).containsExactly("max-age=60");
    }

    private static List<String> policies(Protocol protocol, String host) throws Exception {
        return protocol.exchange(door, host, Request.get(host, "/")).policies();
    }

    /** A13: a new policy is in the next answer on a connection that is open already. */
    @Test
    void followsAReloadOnOpenConnections() throws Exception {
        backend.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        try (Http1Client http1 = door.tls("example.test");
                Http2Client http2 = door.http2("example.test")) {
            assertThat(http1.exchange(GET).policies()).containsExactly(POLICY);
            assertThat(http2.exchange(GET).policies()).containsExactly(POLICY);
            door.rewrite(SITES.formatted(backend.port(), "7d"));
            Awaitility.await().until(() -> !http2.exchange(GET).policies().equals(List.of(POLICY)));
            assertThat(http2.exchange(GET).policies()).containsExactly("max-age=604800; includeSubDomains");
            assertThat(http1.exchange(GET).policies()).containsExactly("max-age=604800; includeSubDomains");
            door.rewrite(SITES.formatted(backend.port(), "365d"));
            Awaitility.await().until(() -> http2.exchange(GET).policies().equals(List.of(POLICY)));
        }
    }
}
