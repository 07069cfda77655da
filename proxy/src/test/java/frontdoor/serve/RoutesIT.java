package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E9, E10: which backend is asked for which path, and for what, over every protocol. */
@ExtendWith(LeakPresence.class)
class RoutesIT {
    private static final List<Protocol> SECURE = List.of(Protocol.HTTP_1, Protocol.HTTP_2);

    @TempDir
    private static Path directory;

    private static final Backend rest = new Backend();
    private static final Backend api = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        Files.writeString(directory.resolve("security.txt"), "Contact: mailto:a@example.test\n");
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main {
                    hosts = ["example.test"]
                    timeouts.upstream-response = 20s
                    routes = [
                      { path = "/", upstream = rest }
                      { path = "/api/", upstream = api, strip-prefix = true }
                      { path = "/api/", methods = [DELETE], upstream = rest }
                      { path = "/old/", upstream = api, replace-prefix = "/new/" }
                      { path-regex = "^/user/([^/]+)$", upstream = api, rewrite = "/u?id=$1" }
                      { path-exact = "/user/root", upstream = rest }
                      { path = "/beta/", header { X-Beta = "yes" }, upstream = api }
                      { path = "/slow/", upstream = api, timeouts.upstream-response = 100ms }
                      { path = "/small/", upstream = api, limits.body = 2 }
                      { path-exact = "/robots.txt", answer { body = "User-agent: *\\n" } }
                      { path-exact = "/.well-known/security.txt", answer { file = "security.txt" }, headers.response.set { Cache-Control = "max-age=60" } }
                      { path-exact = "/favicon.ico", answer { status = 204 } }
                      { path = "/teapot", answer { status = 418, body = "{}", content-type = "application/json" } }
                      { path-regex = "^/gone/", redirect = "https://other.test/gone/" }
                    ]
                  }
                  upstreams { rest.servers = ["127.0.0.1:%d"], api.servers = ["127.0.0.1:%d"] }
                }
                """.formatted(rest.port(), api.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        rest.close();
        api.close();
    }

    @BeforeEach
    void echo() {
        rest.does(Backend::echo);
        api.does(Backend::echo);
    }

    private static Answer ask(Protocol protocol, Request request) throws Exception {
        return protocol.exchange(door, "example.test", request);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, rest, /",
        "GET, /api/v1?a=b, api, /v1?a=b",
        "GET, /api/, api, /",
        "GET, /api//evil.test/, api, /evil.test/",
        "GET, /%61pi/a%2Db, api, /a%2Db",
        "DELETE, /api/v1, rest, /api/v1",
        "GET, /old/x/../y?z, api, /new/x/../y?z",
        "GET, /user/a%26b%3Dc?d=e, api, /u?id=a%26b%3Dc&d=e",
        "HEAD, /user/root, rest, /user/root",
        "GET, /%75ser/./root, rest, /%75ser/./root",
        "GET, /beta/, rest, /beta/"
    })
    void asksTheBackendOfTheRouteForWhatItSays(String method, String target, String backend, String asked)
            throws Exception {
        for (Protocol protocol : SECURE) {
            Answer answer = ask(protocol, Request.get("example.test", target).method(method));
            assertThat(answer.status()).as("%s", protocol).isEqualTo(200);
        }
        assertThat((backend.equals("api") ? api : rest).requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).startsWith(method + " " + asked + " HTTP/1.1\r\n"));
    }

    /** F9: whoever strips it says so, and nobody else can. */
    @Test
    void tellsWhatItTookOff() throws Exception {
        for (Protocol protocol : SECURE) {
            Request spoofed = Request.get("example.test", "/api/v1").with("x-forwarded-prefix", "/spoofed");
            assertThat(ask(protocol, spoofed).body().lines().filter(line -> line.startsWith("X-Forwarded-Prefix:")))
                    .containsExactly("X-Forwarded-Prefix: /api");
        }
    }

    @Test
    void looksAtFields() throws Exception {
        for (Protocol protocol : SECURE) {
            assertThat(ask(protocol, Request.get("example.test", "/beta/x").with("x-beta", "yes"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(api.requests()).hasSize(2);
        assertThat(rest.requests()).isEmpty();
    }

    /** E10: a rule that changes the path cannot be led out of it, or back into it. */
    @ParameterizedTest
    @CsvSource({
        "/api/../api/x",
        "/x/../api/y",
        "/api/x/../../api/y",
        "/api;v=1/x",
        "/api/..%2fx",
        "/api/..;/x",
        "/old/%2e%2e/old/x",
        "//api/x"
    })
    void refusesASpellingThatARuleWouldChangeIntoSomethingElse(String target) throws Exception {
        for (Protocol protocol : SECURE) {
            assertThat(ask(protocol, Request.get("example.test", target)).status())
                    .as("%s", protocol)
                    .isEqualTo(400);
        }
        assertThat(api.requests()).isEmpty();
        assertThat(rest.requests()).isEmpty();
    }

    @Test
    void hasTimeoutsAndLimitsOfARoute() throws Exception {
        api.does(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        });
        for (Protocol protocol : SECURE) {
            assertThat(ask(protocol, Request.get("example.test", "/slow/")).status())
                    .as("%s", protocol)
                    .isEqualTo(504);
            assertThat(ask(
                                    protocol,
                                    Request.get("example.test", "/small/")
                                            .method("POST")
                                            .body("abc"))
                            .status())
                    .as("%s", protocol)
                    .isEqualTo(413);
        }
    }

    /** A8: with the policy of the site, and the fields of the route. */
    @Test
    void answersByItself() throws Exception {
        for (Protocol protocol : SECURE) {
            Answer robots = ask(protocol, Request.get("example.test", "/robots.txt?x"));
            assertThat(robots.status()).isEqualTo(200);
            assertThat(robots.body()).isEqualTo("User-agent: *\n");
            assertThat(robots.value("content-type")).isEqualTo("text/plain; charset=utf-8");
            assertThat(robots.policies()).containsExactly("max-age=300");
            assertThat(robots.open()).isTrue();

            Answer security = ask(
                    protocol,
                    Request.get("example.test", "/.well-known/security.txt").method("HEAD"));
            assertThat(security.body()).isEmpty();
            assertThat(security.value("content-length")).isEqualTo("31");
            assertThat(security.value("cache-control")).isEqualTo("max-age=60");

            Answer icon = ask(protocol, Request.get("example.test", "/favicon.ico"));
            assertThat(icon.status()).isEqualTo(204);
            assertThat(icon.values("content-type")).isEmpty();
            assertThat(icon.values("content-length")).isEmpty();

            Answer teapot = ask(
                    protocol,
                    Request.get("example.test", "/teapot/x").method("POST").body("abc"));
            assertThat(teapot.status()).isEqualTo(418);
            assertThat(teapot.value("content-type")).isEqualTo("application/json");
            assertThat(teapot.body()).isEqualTo("{}");
        }
        assertThat(rest.requests()).isEmpty();
    }

    /** A stream of events reaches the client as it comes, and so does what a long poll begins with. */
    @Test
    void passesEventsOnAsTheyCome() throws Exception {
        for (Protocol protocol : SECURE) {
            CountDownLatch seen = new CountDownLatch(1);
            rest.does(connection -> {
                connection.readRequest();
                connection.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "9\r\ndata: 1\n\n\r\n");
                // Nothing follows before the client has got this: were it kept back, nothing ever would.
                await(seen);
                connection.send("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
            });
            assertThat(events(protocol, seen)).isEqualTo("data: 1\n\ndata: 2\n\n");
        }
    }

    /** What comes of the body, where {@code seen} counts down once the first event is there. */
    private static String events(Protocol protocol, CountDownLatch seen) throws Exception {
        Request request = Request.get("example.test", "/events");
        if (protocol == Protocol.HTTP_2) {
            try (Http2Client client = door.http2("example.test")) {
                int stream = client.open(true, request.http2());
                String first = client.readBody(stream, 9);
                seen.countDown();
                return first + client.readBody(stream, 9);
            }
        }
        try (Http1Client client = door.tls("example.test")) {
            client.send(request.http1());
            StringBuilder octets = new StringBuilder();
            while (octets.indexOf("data: 1\n\n") < 0) {
                octets.append(client.read(1));
            }
            seen.countDown();
            while (octets.indexOf("\r\n0\r\n\r\n") < 0) {
                octets.append(client.read(1));
            }
            return octets.substring(octets.indexOf("\r\n\r\n") + 4).replaceAll("(\r\n)?[09]\r\n(\r\n)?", "");
        }
    }

    private static void await(CountDownLatch seen) {
        try {
            seen.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void sendsElsewhereWhatAnExpressionFinds() throws Exception {
        for (Protocol protocol : SECURE) {
            Answer answer = ask(protocol, Request.get("example.test", "/gone/a?b"));
            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.value("location")).isEqualTo("https://other.test/gone/");
        }
    }
}
