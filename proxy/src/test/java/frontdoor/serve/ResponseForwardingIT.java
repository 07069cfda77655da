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
import org.junit.jupiter.params.provider.ValueSource;

/** G1 to G11, G13 to G15: what a client sees of a backend's answer, whatever the backend does wrong. */
@ExtendWith(LeakPresence.class)
class ResponseForwardingIT {
    private static final List<Protocol> SECURE = List.of(Protocol.HTTP_1, Protocol.HTTP_2);
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  listen.public-tls-port = 8443
                  sites {
                    main { hosts = ["example.test", "www.example.test"], backend = "http://127.0.0.1:%1$d" }
                    other { hosts = ["other.test"], repair { locations = false, cookies = false }, backend = "http://127.0.0.1:%1$d" }
                    any { hosts = ["*"], backend = "http://127.0.0.1:%1$d" }
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    static Stream<Arguments> badAnswers() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                arguments("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nhi"),
                arguments("bad length", ok + "Content-Length: +2\r\n\r\nhi"),
                arguments(
                        "both framings",
                        ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"),
                arguments("not chunked", ok + "Transfer-Encoding: gzip\r\n\r\nhi"),
                arguments("chunked 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("bad version", "HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n"),
                arguments("no status", "HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n"),
                arguments("status 99", "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n"),
                arguments("status 600", "HTTP/1.1 600 OK\r\nContent-Length: 0\r\n\r\n"),
                arguments("status 2000", "HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"),
                arguments("control", ok + "X: a\u0000b\r\nContent-Length: 0\r\n\r\n"),
                arguments("bare CR", ok + "X: a\rb\r\nContent-Length: 0\r\n\r\n"),
                arguments("fold", ok + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n"),
                arguments("too long", ok + "X: " + "x".repeat(70_000) + "\r\n\r\n"),
                arguments("too many", ok + "X: x\r\n".repeat(300) + "\r\n"),
                arguments("unasked 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
                arguments("1xx flood", "HTTP/1.1 103 Early\r\n\r\n".repeat(100) + ok + "\r\n"),
                arguments("nonsense", "\u0000\u0001\u0002nonsense\r\n\r\n"),
                arguments("nothing", ""));
    }

    /** G13, RFC 9111: nothing is stored, whatever an answer allows, and so nothing is said of its age. */
    @Test
    void asksTheBackendEachTime() throws Exception {
        String answer =
                "HTTP/1.1 200 OK\r\nCache-Control: public, max-age=600\r\nETag: \"a\"\r\nContent-Length: 2\r\n\r\nhi";
        for (Protocol protocol : SECURE) {
            backend.answers(answer);
            for (int i = 0; i < 2; i++) {
                Answer seen = protocol.exchange(door, "example.test", GET);
                assertThat(seen.body()).isEqualTo("hi");
                assertThat(seen.value("cache-control")).isEqualTo("public, max-age=600");
                assertThat(seen.values("age")).isEmpty();
                assertThat(seen.values("warning")).isEmpty();
            }
            assertThat(backend.requests()).hasSize(2);
        }
    }

    /** G1, G11, U4, Q26: 502, and the backend's connection is not used again. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void answers502ForWhatIsNoAnswer(String what, String octets) throws Exception {
        for (Protocol protocol : SECURE) {
            backend.answersAndCloses(octets);
            Answer answer =
                    protocol.exchange(door, "example.test", GET.method("POST").body("x"));
            assertThat(answer.status()).as("%s %s", protocol, answer).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("502 Bad Gateway\n");
            assertThat(answer.policies()).hasSize(1);
            backend.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("ok");
        }
    }

    static Stream<Arguments> cutAnswers() {
        return Stream.of(
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"),
                arguments("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"),
                arguments("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n"));
    }

    /** G4, Q2: the client can see that a body is not complete. */
    @ParameterizedTest
    @MethodSource("cutAnswers")
    void cutsWhatTheBackendHasCut(String octets) throws Exception {
        backend.answersAndCloses(octets);
        for (Protocol protocol : SECURE) {
            Answer answer = protocol.exchange(door, "example.test", GET);
            assertThat(answer.status()).isEqualTo(200);
            assertThat("half").startsWith(answer.body());
            assertThat(answer.complete()).as("%s", protocol).isFalse();
        }
    }

    /** G4: the end of the connection is the end of a body without framing, but a reset is not. */
    @Test
    void tellsAResetFromAnEnd() throws Exception {
        backend.answersAndCloses("HTTP/1.1 200 OK\r\n\r\nwhole");
        for (Protocol protocol : SECURE) {
            Answer whole = protocol.exchange(door, "example.test", GET);
            assertThat(whole.body()).isEqualTo("whole");
            assertThat(whole.complete()).isTrue();
        }
        backend.does(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\nhalf");
            connection.readRequest();
        });
        for (Protocol protocol : SECURE) {
            Answer cut = cutByReset(protocol);
            assertThat(cut.complete()).as("%s", protocol).isFalse();
        }
    }

    private static Answer cutByReset(Protocol protocol) throws Exception {
        int before = backend.connections().size();
        Thread resetter = Thread.ofVirtual()
                .start(() -> Awaitility.await().untilAsserted(() -> {
                    assertThat(backend.requests()).hasSize(before + 1);
                    backend.connections().getLast().reset();
                }));
        Answer answer = protocol.exchange(door, "example.test", GET);
        resetter.join();
        return answer;
    }

    static Stream<Arguments> bodylessAnswers() {
        return Stream.of(
                arguments("HEAD", "200 OK\r\nContent-Length: 5\r\n\r\n", "5"),
                arguments("HEAD", "200 OK\r\nContent-Length: 5\r\n\r\nextra", "5"),
                arguments("GET", "204 No Content\r\n\r\nextra", null),
                arguments("GET", "204 No Content\r\nContent-Length: 0\r\n\r\n", null),
                arguments("GET", "304 Not Modified\r\nContent-Length: 5\r\n\r\n", "5"),
                arguments("GET", "304 Not Modified\r\nContent-Length: 5\r\n\r\nextra", "5"));
    }

    /** G3, F15: no body where none may be, and octets after the answer belong to nobody. */
    @ParameterizedTest
    @MethodSource("bodylessAnswers")
    void sendsNoBodyWhereNoneMayBe(String method, String octets, String length) throws Exception {
        for (Protocol protocol : SECURE) {
            backend.answers("HTTP/1.1 " + octets);
            Answer answer = protocol.exchange(door, "example.test", GET.method(method));
            assertThat(answer.body()).isEmpty();
            assertThat(answer.complete()).isTrue();
            assertThat(answer.values("content-length")).isEqualTo(length == null ? List.of() : List.of(length));
            backend.does(Backend::echo);
            assertThat(protocol.exchange(door, "example.test", GET).body()).startsWith("GET / HTTP/1.1");
        }
    }

    /** G5, F16: interim heads are told, also before the answer to HEAD, but not to HTTP/1.0; a 100 nobody asked for is not. */
    @Test
    void passesInterimHeadsOn() throws Exception {
        backend.answers("""
                HTTP/1.1 100 Continue\r
                \r
                HTTP/1.1 103 Early Hints\r
                Link: </a>\r
                Connection: x-h\r
                X-H: h\r
                \r
                HTTP/1.1 200 OK\r
                Content-Length: 2\r
                \r
                """);
        for (Protocol protocol : SECURE) {
            Answer answer = protocol.exchange(door, "example.test", GET.method("HEAD"));
            assertThat(answer.interims()).containsExactly("103 [link: </a>]");
            assertThat(answer.status()).isEqualTo(200);
        }
        try (Http1Client old = door.tls("example.test")) {
            Answer answer =
                    old.send("HEAD / HTTP/1.0\r\nHost: example.test\r\n\r\n").read("HEAD");
            assertThat(answer.interims()).isEmpty();
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    /** G6, G7, F10: hop-by-hop fields stay behind, Date is added if it is missing, and the rest comes as it was. */
    @Test
    void passesFieldsOn() throws Exception {
        backend.answers("""
                HTTP/1.1 200 Fine by me\r
                Set-Cookie: a=1; Secure\r
                Connection: X-Gone, Date\r
                X-Gone: 1\r
                Keep-Alive: 1\r
                Proxy-Connection: x\r
                Upgrade: h2c\r
                Trailer: x\r
                Proxy-Authenticate: x\r
                Server: legacy\r
                ETag: "\u00e9"\r
                set-cookie: b=2; Secure\r
                Age: 1\r
                Vary: *\r
                Content-Length: 0\r
                \r
                """);
        for (Protocol protocol : SECURE) {
            Answer answer = protocol.exchange(door, "example.test", GET);
            assertThat(answer.fields().stream().map(field -> field.substring(0, field.indexOf(':'))))
                    .containsExactlyInAnyOrder(
                            "set-cookie",
                            "server",
                            "etag",
                            "set-cookie",
                            "age",
                            "vary",
                            "content-length",
                            "date",
                            "strict-transport-security");
            assertThat(answer.values("set-cookie")).containsExactly("a=1; Secure", "b=2; Secure");
            assertThat(answer.value("etag")).isEqualTo("\"\u00e9\"");
        }
        backend.answers("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n");
        assertThat(Protocol.HTTP_2.exchange(door, "example.test", GET).value("date"))
                .startsWith("Thu, 01 Jan 1970");
    }

    /** G9: the proxy's own pages repeat nothing of the request and name no product. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void answersWithAPlainPage(Protocol protocol) throws Exception {
        backend.does(connection -> {});
        Answer answer = protocol.exchange(door, "example.test", Request.get("example.test", "/<script>"));
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.value("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.value("cache-control")).isEqualTo("no-store");
        assertThat(answer.value("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.toString()).doesNotContain("script").doesNotContainIgnoringCase("frontdoor");
    }

    static Stream<Arguments> locations() {
        return Stream.of(
                arguments("example.test", "http://example.test/a?b#c", "https://example.test:8443/a?b#c"),
                arguments("example.test", "HTTP://EXAMPLE.test", "https://example.test:8443"),
                arguments("example.test", "http://www.example.test:80/", "https://www.example.test:8443/"),
                arguments("example.test", "http://other.test/", "https://other.test:8443/"),
                arguments("example.test", "http://foreign.test/", "http://foreign.test/"),
                arguments("foreign.test", "http://foreign.test/", "https://foreign.test:8443/"),
                arguments("example.test", "http://example.test:8080/", "http://example.test:8080/"),
                arguments("example.test", "http://example.test:8443/", "https://example.test:8443/"),
                arguments("example.test", "http://example.test.evil.test/", "http://example.test.evil.test/"),
                arguments("example.test", "http://u@example.test/", "http://u@example.test/"),
                arguments("example.test", "https://example.test/", "https://example.test/"),
                arguments("example.test", "//example.test/", "//example.test/"),
                arguments("example.test", "/x", "/x"),
                arguments("other.test", "http://other.test/", "http://other.test/"));
    }

    /** G14: Location fields of our own hosts become https, and only those. */
    @ParameterizedTest
    @MethodSource("locations")
    void mendsLocationsOfOurOwnHosts(String host, String written, String expected) throws Exception {
        backend.answers("HTTP/1.1 302 Found\r\nLocation: " + written + "\r\nContent-Length: 0\r\n\r\n");
        for (Protocol protocol : SECURE) {
            assertThat(protocol.exchange(door, "example.test", Request.get(host, "/"))
                            .value("location"))
                    .isEqualTo(expected);
        }
    }

    /** G14: cookies get Secure if they lack it. */
    @Test
    void mendsCookies() throws Exception {
        backend.answers(
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=secure; Path=/\r\nSet-Cookie: b=2; sEcure ;HttpOnly\r\nContent-Length: 0\r\n\r\n");
        for (Protocol protocol : SECURE) {
            assertThat(protocol.exchange(door, "example.test", GET).values("set-cookie"))
                    .containsExactly("a=secure; Path=/; Secure", "b=2; sEcure ;HttpOnly");
            assertThat(protocol.exchange(door, "example.test", Request.get("other.test", "/"))
                            .values("set-cookie"))
                    .containsExactly("a=secure; Path=/", "b=2; sEcure ;HttpOnly");
        }
    }

    /** G15, Q8: a client that goes away ends the work of the backend. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"})
    void stopsTheBackendWhenTheClientLeaves(String begun) throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send(begun).awaitEnd();
        });
        try (Http1Client http1 = door.tls("example.test");
                Http2Client http2 = door.http2("example.test")) {
            http1.send(GET.http1());
            int stream = http2.open(true, GET.http2());
            Awaitility.await().until(() -> backend.requests().size() == 2);
            http1.reset();
            http2.reset(stream);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(backend.connections()).allMatch(BackendConnection::ended));
        }
    }
}
