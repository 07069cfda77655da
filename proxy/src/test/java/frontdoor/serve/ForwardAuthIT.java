package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import frontdoor.fixture.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** F3, F8, A8: a server that decides who comes in, by the protocol of oauth2-proxy, as nginx's auth_request and Traefik's ForwardAuth ask it. */
@ExtendWith(LeakPresence.class)
class ForwardAuthIT {
    private static final Request GET = Request.get("example.test", "/page?q=1");

    @TempDir
    private Path directory;

    private final Backend backend = new Backend();
    private final Backend auth = new Backend().does(ForwardAuthIT::oauth2Proxy);
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        Path authority = directory.resolve("authority.pem");
        TestCertificates.writeAuthority(authority);
        door = FrontDoorHarness.open(
                directory, """
                frontdoor.access-log { enabled = true, file = "%4$s" }
                frontdoor.sites {
                  main {
                    hosts = ["example.test"], backend = "http://127.0.0.1:%1$d", timeouts { upstream-response = 5s, upstream-idle = 5s }
                    forward-auth {
                      url = "http://127.0.0.1:%2$d/oauth2/auth?x=y"
                      copy-response = ["X-Auth-Request-User", "X-Auth-Request-Email", "Authorization"]
                    }
                  }
                  few {
                    hosts = ["other.test"], backend = "http://127.0.0.1:%1$d"
                    forward-auth { url = "http://127.0.0.1:%2$d/", copy-request = ["cookie"], copy-response = [] }
                  }
                  names {
                    hosts = ["api.test"], backend = "http://127.0.0.1:%1$d"
                    forward-auth { url = "http://127.0.0.1:%2$d/", copy-response = ["X-Forwarded-User", "REMOTE_USER"] }
                  }
                  machines {
                    hosts = ["machines.wild.test"], backend = "http://127.0.0.1:%1$d"
                    forward-auth { url = "http://127.0.0.1:%2$d/", copy-request = [], copy-response = [] }
                    client-certificates { mode = optional, authorities = "%3$s", headers { X-Client-Subject = subject } }
                  }
                }
                """.formatted(backend.port(), auth.port(), authority, directory.resolve("access.log")));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        auth.close();
        backend.close();
    }

    /** What oauth2-proxy answers at /oauth2/auth, by its session cookie; where there is none the sign-in that Traefik's users have it do. */
    private static void oauth2Proxy(BackendConnection connection) throws IOException {
        String request;
        while ((request = connection.readRequest()) != null) {
            String lower = request.toLowerCase(Locale.ROOT);
            if (lower.contains("cookie: _oauth2_proxy=ann\r\n")) {
                connection.send(
                        "HTTP/1.1 202 Accepted\r\nX-Auth-Request-User: ann\r\nX-Auth-Request-Email: ann@example.test\r\n"
                                + "GAP-Auth: ann\r\nConnection: X-Hop\r\nX-Hop: 1\r\nContent-Length: 13\r\n\r\nAuthenticated");
            } else if (lower.contains("cookie: _oauth2_proxy=bob\r\n")) {
                connection.send("HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nno!");
            } else if (lower.contains("accept: text/html")) {
                connection.send("HTTP/1.1 302 Found\r\nLocation: https://sso.test/start?rd=x\r\n"
                        + "Set-Cookie: _oauth2_proxy_csrf=1; Path=/; HttpOnly\r\nContent-Length: 0\r\n\r\n");
            } else {
                connection.send(
                        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 13\r\n\r\nUnauthorized\n");
            }
        }
    }

    private String question() {
        return auth.requests().getLast();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void letsInWithWhatTheServerSays(Protocol protocol) throws Exception {
        String body = "0123456789".repeat(protocol == Protocol.HTTP_1 ? 50_000 : 6_000);
        Answer answer = protocol.exchange(
                door,
                "example.test",
                GET.method("PUT")
                        .with("cookie", "_oauth2_proxy=ann")
                        .with("x-auth-request-user", "root")
                        .with("x_auth-request_email", "root@example.test")
                        .with("authorization", "Bearer mine")
                        .with("x-forwarded-for", "10.0.0.1")
                        .with("x-forwarded-method", "DELETE")
                        .body(body));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.policies()).hasSize(1);
        String forwarded = backend.requests().getLast();
        assertThat(forwarded.toLowerCase(Locale.ROOT))
                .startsWith("put /page?q=1 http/1.1\r\n")
                .contains("\r\nx-auth-request-user: ann\r\n", "\r\nx-auth-request-email: ann@example.test\r\n")
                .doesNotContain("root", "bearer", "gap-auth", "x-hop", "x-forwarded-method");
        assertThat(forwarded).endsWith("\r\n\r\n" + body);

        assertThat(question().toLowerCase(Locale.ROOT))
                .startsWith("get /oauth2/auth?x=y http/1.1\r\nhost: 127.0.0.1:" + auth.port() + "\r\n")
                .contains(
                        "\r\ncookie: _oauth2_proxy=ann\r\n",
                        "\r\nauthorization: bearer mine\r\n",
                        "\r\nx-forwarded-method: put\r\n",
                        "\r\nx-forwarded-uri: /page?q=1\r\n",
                        "\r\nx-forwarded-proto: https\r\n",
                        "\r\nx-forwarded-host: example.test\r\n",
                        "\r\nx-forwarded-for: 127.0.0.1\r\n")
                .doesNotContain("content-length", "transfer-encoding", "10.0.0.1", "root", "delete")
                .endsWith("\r\n\r\n");
        assertThat(question().split("(?i)x-forwarded-for", -1)).hasSize(2);
    }

    /** What is said of clients' certificates is no client's to say, to the server that decides as to any other. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void tellsNothingThatOnlyACertificateProves(Protocol protocol) throws Exception {
        Answer answer = protocol.exchange(
                door,
                "machines.wild.test",
                Request.get("machines.wild.test", "/")
                        .with("cookie", "_oauth2_proxy=ann")
                        .with("client-cert", ":cm9vdA==:")
                        .with("x-client-subject", "CN=root")
                        .with("x.client.subject", "CN=root"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(question().toLowerCase(Locale.ROOT))
                .contains("cookie: _oauth2_proxy=ann")
                .doesNotContain("client-cert", "root");
        assertThat(backend.requests().getLast())
                .doesNotContainIgnoringCase("client-cert")
                .doesNotContain("root");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void keepsOutWithTheServersOwnAnswer(Protocol protocol) throws Exception {
        Answer sso = protocol.exchange(door, "example.test", GET.with("accept", "text/html"));
        assertThat(sso.status()).isEqualTo(302);
        assertThat(sso.value("location")).isEqualTo("https://sso.test/start?rd=x");
        assertThat(sso.value("set-cookie")).startsWith("_oauth2_proxy_csrf=1");
        assertThat(sso.policies()).hasSize(1);

        Answer none = protocol.exchange(door, "example.test", GET.method("POST").body("x".repeat(60_000)));
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.value("www-authenticate")).isEqualTo("Bearer");
        assertThat(none.body()).isEqualTo("Unauthorized\n");

        Answer bob = protocol.exchange(door, "example.test", GET.with("cookie", "_oauth2_proxy=bob"));
        assertThat(bob.status()).isEqualTo(403);
        assertThat(bob.body()).isEqualTo("no!");

        Answer head = protocol.exchange(door, "example.test", GET.method("HEAD").with("cookie", "_oauth2_proxy=bob"));
        assertThat(head.status()).isEqualTo(403);
        assertThat(head.body()).isEmpty();
        assertThat(head.policies()).hasSize(1);
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "500 No, 502",
        "404 No, 502",
        "503 No, 503",
        "504 No, 504",
        "304 Not Modified, 502",
        "nonsense, 502",
    })
    void letsNobodyInWhenTheServerFails(String status, int expected) throws Exception {
        auth.answersAndCloses("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Answer answer = protocol.exchange(door, "example.test", GET.with("cookie", "_oauth2_proxy=ann"));
            assertThat(answer.status()).isEqualTo(expected);
            assertThat(answer.policies()).hasSize(1);
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** G10: the access log, and with it the log, says what that server has answered. */
    @Test
    void tellsWhatTheServerAnsweredInsteadOfDeciding() throws Exception {
        auth.answersAndCloses("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(Protocol.HTTP_1.exchange(door, "example.test", GET).status()).isEqualTo(502);
        await().untilAsserted(() -> assertThat(Files.readString(directory.resolve("access.log")))
                .contains(
                        "\"failure\":\"login_failed\",\"reason\":\"the server of forward-auth answered with neither 2xx"
                                + " nor 401, 403 or a redirect: \\u0022404\\u0022\""));
    }

    @Test
    void letsNobodyInWhenTheServerIsSilentOrGone() throws Exception {
        auth.does(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        });
        assertThat(Protocol.HTTP_2.exchange(door, "example.test", GET).status()).isEqualTo(504);
        auth.does(BackendConnection::reset);
        assertThat(Protocol.HTTP_2.exchange(door, "example.test", GET).status()).isEqualTo(502);
        auth.close();
        assertThat(Protocol.HTTP_1.exchange(door, "example.test", GET).status()).isEqualTo(502);
        assertThat(backend.requests()).isEmpty();
    }

    /** Whatever breaks off in the middle of a decision is none. */
    @ParameterizedTest
    @MethodSource("broken")
    void letsNobodyInWhenTheServerBreaksOff(int expected, Backend.Script script) throws Exception {
        auth.does(script);
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Answer answer = protocol.exchange(door, "example.test", GET.with("cookie", "_oauth2_proxy=ann"));
            assertThat(answer.status()).as("%s", answer).isEqualTo(expected);
            assertThat(answer.policies()).hasSize(1);
        }
        assertThat(backend.requests()).isEmpty();
        auth.does(ForwardAuthIT::oauth2Proxy);
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", GET.with("cookie", "_oauth2_proxy=ann"))
                        .status())
                .isEqualTo(200);
    }

    static Stream<Arguments> broken() {
        String half = "HTTP/1.1 200 OK\r\nX-Auth-Request-User: ann\r\n";
        return Stream.of(
                // In the head, and in the body that goes with success: by FIN, by a reset, and by silence.
                says(502, half, BackendConnection::close),
                says(502, half, BackendConnection::reset),
                says(504, half, BackendConnection::awaitEnd),
                says(502, half + "Content-Length: 9\r\n\r\nhalf", BackendConnection::close),
                says(502, half + "Content-Length: 9\r\n\r\nhalf", BackendConnection::reset),
                says(504, half + "Content-Length: 9\r\n\r\nhalf", BackendConnection::awaitEnd),
                says(502, half + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n", BackendConnection::awaitEnd),
                // Interim heads without an end, and heads without one.
                says(502, "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000), BackendConnection::awaitEnd),
                says(502, half + "X-Long: " + "a".repeat(200_000) + "\r\n\r\n", BackendConnection::awaitEnd),
                says(502, half + "X-Many: a\r\n".repeat(5000) + "\r\n", BackendConnection::awaitEnd));
    }

    private static Arguments says(int expected, String octets, Backend.Script then) {
        return Arguments.of(expected, (Backend.Script) connection -> {
            connection.readRequest();
            connection.send(octets);
            then.serve(connection);
        });
    }

    /** The same in the middle of a refusal, which the client has had the head of. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void breaksOffARefusalThatTheServerBreaksOff(Protocol protocol) throws Exception {
        for (Backend.Script end : List.<Backend.Script>of(BackendConnection::close, BackendConnection::reset)) {
            auth.does(connection -> {
                connection.readRequest();
                connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nhalf");
                end.serve(connection);
            });
            Answer answer = protocol.exchange(door, "example.test", GET);
            assertThat(answer.status() == 403 && !answer.complete() || answer.status() == 502)
                    .as("%s", answer)
                    .isTrue();
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** A refusal may be long: it is streamed, and a client that leaves in the middle ends it. */
    @Test
    void streamsALongRefusal() throws Exception {
        auth.answersAndCloses("HTTP/1.1 401 Unauthorized\r\nContent-Length: 3000000\r\n\r\n" + "x".repeat(3_000_000));
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Answer answer = protocol.exchange(door, "example.test", GET);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).hasSize(3_000_000);
        }
    }

    /** F3: what the client nominates is its own, not what the server has said of it. */
    @Test
    void letsNoClientTakeOutWhatTheServerHasAdded() throws Exception {
        Request request = GET.with("cookie", "_oauth2_proxy=ann").with("connection", "X-Auth-Request-User");
        assertThat(Protocol.HTTP_1.exchange(door, "example.test", request).status())
                .isEqualTo(200);
        assertThat(backend.requests().getLast()).containsIgnoringCase("\r\nx-auth-request-user: ann\r\n");
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", GET.with("connection", "Cookie"))
                        .status())
                .isEqualTo(400);
    }

    /** F9: to applications that make variables of names, X.Auth.Request.User is X-Auth-Request-User, and nobody says that of themselves. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void letsNobodySayWhoTheyAreInAnotherSpelling(Protocol protocol) throws Exception {
        Request request = GET.with("cookie", "_oauth2_proxy=ann")
                .with("x.auth.request.user", "root")
                .with("x-auth.request-email", "root@example.test")
                .with("x.forwarded.uri", "/public/root")
                .with("x.other", "1");
        assertThat(protocol.exchange(door, "example.test", request).status()).isEqualTo(200);
        assertThat(backend.requests().getLast())
                .containsIgnoringCase("\r\nx.other: 1\r\n")
                .doesNotContain("root");
        assertThat(question()).containsIgnoringCase("\r\nx.other: 1\r\n").doesNotContain("root");
    }

    /** What else begins with X-Forwarded- is taken out of requests, but where the server says it. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void passesOnWhatTheServerSaysUnderNamesThatNoClientMaySay(Protocol protocol) throws Exception {
        auth.answers("HTTP/1.1 200 OK\r\nX-Forwarded-User: ann\r\nREMOTE_USER: ann\r\nContent-Length: 0\r\n\r\n");
        Request request = Request.get("api.test", "/")
                .with("x-forwarded-user", "root")
                .with("x-forwarded-groups", "root")
                .with("remote-user", "root");
        assertThat(protocol.exchange(door, "api.test", request).status()).isEqualTo(200);
        assertThat(backend.requests().getLast())
                .containsIgnoringCase("\r\nx-forwarded-user: ann\r\n")
                .containsIgnoringCase("\r\nremote_user: ann\r\n")
                .doesNotContain("root");
    }

    @Test
    void tellsTheServerNoMoreThanIsNamed() throws Exception {
        auth.answers("HTTP/1.1 204 No Content\r\n\r\n");
        Request request = Request.get("other.test", "/").with("cookie", "a=b").with("accept-language", "de");
        assertThat(Protocol.HTTP_2.exchange(door, "other.test", request).status())
                .isEqualTo(200);
        assertThat(question()).containsIgnoringCase("cookie: a=b").doesNotContainIgnoringCase("accept-language");
        assertThat(backend.requests().getLast()).containsIgnoringCase("accept-language");
    }
}
