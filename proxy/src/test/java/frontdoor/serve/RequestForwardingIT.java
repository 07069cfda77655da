package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E1 to E11, F1 to F9: what a backend sees of a request. */
@ExtendWith(LeakPresence.class)
class RequestForwardingIT {
    private static final List<Protocol> SECURE = List.of(Protocol.HTTP_1, Protocol.HTTP_2);
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static final Backend admin = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  sites {
                    main { hosts = ["example.test"], backend = "http://127.0.0.1:%1$d" }
                    other { hosts = ["other.test"], backend = "http://127.0.0.1:%2$d" }
                    ruled {
                      hosts = ["api.test"]
                      routes = [ { path = "/", upstream = legacy }, { path = "/admin", upstream = admin } ]
                    }
                  }
                  upstreams { legacy.servers = ["127.0.0.1:%1$d"], admin.servers = ["127.0.0.1:%2$d"] }
                }
                """.formatted(backend.port(), admin.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
        admin.close();
    }

    @BeforeEach
    void echo() {
        backend.does(Backend::echo);
        admin.does(Backend::echo);
    }

    /** The lines of the request as the backend saw it. */
    private static List<String> seen(Protocol protocol, Request request) throws Exception {
        Answer answer = protocol.exchange(door, request.authority(), request);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.body().lines().toList();
    }

    private static Answer raw(String octets) throws Exception {
        try (Http1Client client = door.tls("example.test")) {
            return client.send(octets).read("GET");
        }
    }

    /** E9: path and query travel byte for byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/../%2e%2e%2fb//c?x=%00",
                "/A%2f%5C/./;p=1?",
                "/?a=b&c=//d/../e",
                "/\"<>\\^`{}|?\"<>\\^`{}|"
            })
    void keepsPathAndQuery(String target) throws Exception {
        for (Protocol protocol : SECURE) {
            assertThat(seen(protocol, Request.get("example.test", target)))
                    .startsWith("GET " + target + " HTTP/1.1", "Host: example.test");
        }
    }

    /** F6, F7, F8: our version, the routed host first and once, and who asked, by our word alone. */
    @Test
    void saysWhoAskedAndHow() throws Exception {
        for (Protocol protocol : SECURE) {
            Request spoofed = GET;
            for (String name : List.of(
                    "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "forwarded")) {
                spoofed = spoofed.with(name, "spoofed");
            }
            List<String> seen = seen(protocol, spoofed.with("via", "1.0 before"));
            assertThat(seen)
                    .contains(
                            "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https",
                            "X-Forwarded-Host: example.test", "X-Forwarded-Port: 443");
            assertThat(seen).noneMatch(line -> line.contains("spoofed"));
            assertThat(seen.get(1)).isEqualTo("Host: example.test");
            assertThat(seen.stream()
                            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("host:")))
                    .hasSize(1);
            String version = protocol == Protocol.HTTP_1 ? "1.1" : "2";
            assertThat(String.join("|", seen))
                    .contains("1.0 before")
                    .containsPattern("Via: " + version + " frontdoor-[0-9a-f]{8}");
        }
    }

    static Stream<String> aliases() {
        return Stream.of(
                "x_forwarded_for",
                "x-forwarded_for",
                "x_forwarded-proto",
                "x-real-ip",
                "x_real_ip",
                "x-client-ip",
                "true-client-ip",
                "x-original-url",
                "x-rewrite-url",
                "x-forwarded-prefix",
                "x-forwarded-scheme",
                "x-forwarded-ssl",
                "x-forwarded-server",
                "x-forwarded-uri",
                "front-end-https",
                "x-forwarded-protocol",
                "x-url-scheme",
                "client-ip",
                "x-cluster-client-ip",
                "client-cert",
                "client-cert-chain",
                "x-client-cert",
                "x-ssl-client-cert",
                "x-forwarded-client-cert",
                "proxy-authorization",
                "x-ssl-client-verify",
                "x-ssl-client-dn",
                "ssl-client-cert",
                "ssl-client-verify",
                "under_score",
                "keep-alive-x_y");
    }

    /** F2, F9: other names under which a backend might look for the same. */
    @ParameterizedTest
    @MethodSource("aliases")
    void dropsWhatIsNotTheClientsToSay(String name) throws Exception {
        for (Protocol protocol : SECURE) {
            assertThat(seen(protocol, GET.with(name, "spoofed"))).noneMatch(line -> line.contains("spoofed"));
        }
    }

    static Stream<Arguments> hopByHop() {
        return Stream.of(
                arguments("F1", "Connection: close, X-A\r\nX-A: gone\r\nX-B: stays"),
                arguments(
                        "F1",
                        "Connection: x-a\r\nConnection: ,X-C ,,\r\nX-A: gone\r\nX-a: gone\r\nx-c: gone\r\nX-B: stays"),
                arguments(
                        "F2",
                        "Keep-Alive: gone\r\nProxy-Connection: gone\r\nTE: trailers;gone\r\nTrailer: gone\r\n"
                                + "Upgrade: gone\r\nHTTP2-Settings: gone\r\nProxy-Authorization: gone\r\nX-B: stays"),
                arguments(
                        "F3",
                        "Connection: X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host, Via, Forwarded\r\n"
                                + "X-Forwarded-Proto: gone\r\nX-B: stays"),
                arguments("F11", "Connection: \r\nX-B: stays"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("hopByHop")
    void dropsWhatConcernsOneConnection(String number, String fields) throws Exception {
        String seen = raw("GET / HTTP/1.1\r\nHost: example.test\r\n" + fields + "\r\n\r\n")
                .body();
        assertThat(seen)
                .contains("X-B: stays\r\n")
                .doesNotContain("gone")
                .doesNotContainIgnoringCase("\r\nconnection:");
        assertThat(seen).contains("X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https", "Via: 1.1 ");
    }

    /** F4: nobody may have the framing, the host or the credentials taken out. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "content-length", "Transfer-Encoding", "x, Cookie", "AUTHORIZATION", "Cache-Control"})
    void refusesNominationsThatNoSenderMayMake(String option) throws Exception {
        Answer answer = raw(
                "POST / HTTP/1.1\r\nHost: example.test\r\nConnection: " + option + "\r\nContent-Length: 2\r\n\r\nhi");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(backend.requests()).isEmpty();
    }

    /** F10, F11: other fields keep order, number and octets. */
    @Test
    void keepsOtherFields() throws Exception {
        String fields = "X-N: 1\r\nAccept: a\r\nx-n: 2\r\nX-Octets: \u00e9\u00ff\t!\r\nCookie: a=b; c=d\r\nX-N: 3\r\n";
        assertThat(raw("GET / HTTP/1.1\r\nHost: example.test\r\n" + fields + "\r\n")
                        .body())
                .contains(fields);
    }

    /** F5: one framing, and ours. */
    @Test
    void framesBodiesItself() throws Exception {
        for (Protocol protocol : SECURE) {
            assertThat(seen(protocol, GET.method("POST").body("hello")))
                    .contains("Content-Length: 5")
                    .endsWith("hello");
        }
        String chunked =
                "POST / HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX-T: t\r\n\r\n";
        assertThat(raw(chunked).body())
                .contains("Transfer-Encoding: chunked\r\n")
                .doesNotContain("X-T")
                .endsWith("3\r\nabc\r\n0\r\n\r\n");
    }

    /** F6, E1: an HTTP/2 host field beside the authority is the same or refused. */
    @Test
    void sendsOneHostFromHttp2() throws Exception {
        List<String> seen = seen(Protocol.HTTP_2, GET.with("host", "example.test"));
        assertThat(seen.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("host:")))
                .containsExactly("Host: example.test");
        Answer other = Protocol.HTTP_2.exchange(door, "example.test", GET.with("host", "other.test"));
        assertThat(other.status()).isNotEqualTo(200);
        assertThat(admin.requests()).isEmpty();
    }

    static Stream<Arguments> hosts() {
        return Stream.of(
                arguments(200, "example.test"),
                arguments(200, "EXAMPLE.Test"),
                arguments(200, "example.test."),
                arguments(200, "example.test:443"),
                arguments(200, "Example.Test.:8443"),
                arguments(421, "unknown.test"),
                arguments(421, "127.0.0.1"),
                arguments(421, "[::1]"),
                arguments(421, "sub.example.test"),
                arguments(400, ""),
                arguments(400, "a, b"),
                arguments(400, "user@example.test"),
                arguments(400, "example.test/"),
                arguments(400, "example.test?"),
                arguments(400, "example.test#"),
                arguments(400, "example.test\\"),
                arguments(400, "exa mple.test"),
                arguments(400, "example..test"),
                arguments(400, "."),
                arguments(400, ".example.test"),
                arguments(200, "example.test:"),
                arguments(400, "example.test:99999"),
                arguments(400, "example.test:8a"),
                arguments(400, "ex%61mple.test"),
                arguments(400, "[::1"),
                arguments(400, "[::1]x"),
                arguments(400, "x[::1]"),
                arguments(400, "example.test\u00e9"));
    }

    /** E1, E2, E3, E5. */
    @ParameterizedTest
    @MethodSource("hosts")
    void judgesHosts(int status, String host) throws Exception {
        Answer answer = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(status);
        if (!host.isEmpty()) {
            Answer http2 = Protocol.HTTP_2.exchange(door, "example.test", Request.get(host, "/"));
            assertThat(http2.status()).isIn(status, 0);
        }
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                arguments("E1", 400, "GET / HTTP/1.1\r\nHost: example.test\r\nHost: example.test\r\n\r\n"),
                arguments("E6", 200, "GET http://other.test/ HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E6", 200, "GET HTTPS://other.test:1?q HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E6", 400, "GET ftp://example.test/ HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E6", 400, "GET http://u@example.test/ HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E7", 400, "GET * HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E7", 200, "OPTIONS * HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E7", 400, "OPTIONS */x HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E7", 400, "GET admin HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E7", 400, "GET example.test:443 HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E8", 400, "GET /a#b HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E8", 400, "GET /\u007f HTTP/1.1\r\nHost: example.test\r\n\r\n"),
                arguments("E8", 400, "GET /\u00e9 HTTP/1.1\r\nHost: example.test\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("targets")
    void judgesTargets(String number, int status, String octets) throws Exception {
        Answer answer = raw(octets);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(backend.requests().size() + admin.requests().size()).isEqualTo(status == 200 ? 1 : 0);
        if (octets.contains("//other.test")) {
            assertThat(answer.body()).matches("(?s)GET /(\\?q)? HTTP/1.1\r\nHost: other.test.*");
        }
    }

    /** E4: each request of a connection goes where its own host says. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void routesEveryRequestOfAConnection(Protocol protocol) throws Exception {
        Request other = Request.get("other.test", "/");
        if (protocol == Protocol.HTTP_1) {
            try (Http1Client client = door.tls("example.test")) {
                client.exchange(GET);
                client.exchange(other);
                assertThat(client.exchange(Request.get("nobody.test", "/")).status())
                        .isEqualTo(421);
            }
        } else {
            try (Http2Client client = door.http2("example.test")) {
                client.exchange(GET);
                client.exchange(other);
                assertThat(client.exchange(Request.get("nobody.test", "/")).status())
                        .isEqualTo(421);
            }
        }
        assertThat(backend.requests()).hasSize(1);
        assertThat(admin.requests()).hasSize(1);
    }

    static Stream<Arguments> ruledPaths() {
        return Stream.of(
                arguments(200, true, "/admin"),
                arguments(200, true, "/admin/x"),
                arguments(200, true, "//admin"),
                arguments(200, true, "/%61dmin"),
                arguments(200, true, "/x/../admin"),
                arguments(200, true, "/x/%2e%2e/admin"),
                arguments(200, true, "/./admin?/../x"),
                arguments(200, true, "/admin;x=y/z"),
                arguments(200, true, "/;x/admin"),
                arguments(200, false, "/"),
                arguments(200, false, "/administrator"),
                arguments(200, false, "/Admin"),
                arguments(200, false, "/x?y=/../admin"),
                arguments(400, false, "/x/..%2fadmin"),
                arguments(400, false, "/x/..%5cadmin"),
                arguments(400, false, "/x\\admin"),
                arguments(400, false, "/%2561dmin"),
                arguments(400, false, "/../admin"),
                arguments(400, false, "/x%00"),
                arguments(400, false, "/x/..;/admin"),
                arguments(400, false, "/x/..%c0%afadmin"));
    }

    /** E10: rules see the path as a lenient backend would, and what two backends could read differently is refused. */
    @ParameterizedTest
    @MethodSource("ruledPaths")
    void decidesByANormalisedPath(int status, boolean ruled, String target) throws Exception {
        for (Protocol protocol : SECURE) {
            Answer answer = protocol.exchange(door, "api.test", Request.get("api.test", target));
            assertThat(answer.status()).as("%s", protocol).isEqualTo(status);
            if (status == 200) {
                assertThat(answer.body()).startsWith("GET " + target + " HTTP/1.1\r\n");
            }
        }
        assertThat(admin.requests()).hasSize(ruled ? 2 : 0);
    }
}
