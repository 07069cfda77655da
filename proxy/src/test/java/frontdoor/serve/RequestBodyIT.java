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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** F5, F12, F14, F15, G15: request bodies, answers that come before their end, and requests that are sent once more. */
@ExtendWith(LeakPresence.class)
class RequestBodyIT {
    private static final Request GET = Request.get("example.test", "/");
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: example.test\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.main {
                  hosts = ["example.test"], backend = "http://127.0.0.1:%1$d", limits.body = 1 MiB
                }
                frontdoor.sites.impatient {
                  hosts = ["other.test"], backend = "http://127.0.0.1:%1$d", timeouts.upstream-response = 1s
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    @BeforeEach
    void echo() {
        backend.does(Backend::echo);
    }

    private static Answer answerTo(String octets) throws Exception {
        try (Http1Client client = door.tls("example.test")) {
            return client.send(octets).read("POST");
        }
    }

    static Stream<Arguments> expectations() {
        return Stream.of(
                arguments(200, 1, HEAD + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
                arguments(200, 1, HEAD + "Expect: 100-CONTINUE\r\nContent-Length: 2\r\n\r\n"),
                arguments(200, 1, HEAD + "Expect: 100-continue, 100-continue\r\nContent-Length: 2\r\n\r\n"),
                arguments(200, 0, HEAD + "Expect:\r\nContent-Length: 2\r\n\r\n"),
                arguments(417, 0, HEAD + "Expect: 100-continue, x\r\nContent-Length: 2\r\n\r\n"),
                arguments(417, 0, HEAD + "Expect: 100-continued\r\nContent-Length: 2\r\n\r\n"),
                arguments(417, 0, HEAD + "Expect: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
                arguments(200, 0, HEAD.replace("1.1", "1.0") + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
                arguments(413, 0, HEAD + "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n"),
                arguments(
                        421,
                        0,
                        HEAD.replace("example", "unknown") + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    }

    /** F12: 100 once, after the request was found good; other expectations fail; HTTP/1.0 has none. */
    @ParameterizedTest
    @MethodSource("expectations")
    void meetsExpectations(int status, int continues, String head) throws Exception {
        try (Http1Client client = door.tls("example.test")) {
            client.send(head);
            if (continues == 0) {
                client.send("hi");
            } else {
                Awaitility.await().until(() -> backend.connections().size() == 1);
                client.send("hi");
            }
            Answer answer = client.read("POST");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.interims()).hasSize(continues);
            if (status == 200) {
                assertThat(answer.body()).endsWith("\r\n\r\nhi").doesNotContainIgnoringCase("expect:");
            } else {
                assertThat(backend.requests()).isEmpty();
            }
        }
    }

    /** F12: a final status instead of 100 is the answer, and the body that may follow is no request. */
    @Test
    void endsTheWaitWithAFinalStatus() throws Exception {
        Answer answer = answerTo(HEAD.replace("example", "unknown")
                + "Expect: 100-continue\r\nContent-Length: 27\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.open()).isFalse();
        assertThat(backend.requests()).isEmpty();
    }

    /** F14, Q3: a pooled connection that was reset between two requests: GET never notices. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void retriesWhatCanBeRepeated(Protocol protocol) throws Exception {
        backend.does(connection -> {
            if (backend.connections().size() == 1) {
                connection.readRequest();
                connection.send(OK);
                connection.readRequest();
            } else {
                Backend.echo(connection);
            }
        });
        exchangeTwice(protocol, GET, 200);
        assertThat(backend.requests()).hasSize(3);
    }

    /** F14: a request that may have had its effect is never sent twice. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void neverRepeatsPost(Protocol protocol) throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send(OK);
            connection.readRequest();
        });
        exchangeTwice(protocol, GET.method("POST").body("x"), 502);
        assertThat(backend.requests()).hasSize(2);
    }

    /** On one connection, so that both use the same event loop and its pool. */
    private static void exchangeTwice(Protocol protocol, Request second, int status) throws Exception {
        if (protocol == Protocol.HTTP_1) {
            try (Http1Client client = door.tls("example.test")) {
                assertThat(client.exchange(GET).body()).isEqualTo("ok");
                assertThat(client.exchange(second).status()).isEqualTo(status);
            }
        } else {
            try (Http2Client client = door.http2("example.test")) {
                assertThat(client.exchange(GET).body()).isEqualTo("ok");
                assertThat(client.exchange(second).status()).isEqualTo(status);
            }
        }
    }

    /** F14: one retry and no more. */
    @Test
    void retriesOnce() throws Exception {
        backend.does(BackendConnection::readRequest);
        assertThat(Protocol.HTTP_1.exchange(door, "example.test", GET).status()).isEqualTo(502);
        assertThat(backend.requests()).hasSize(2);
    }

    /** F5: a length of 0 is a whole request to the backend, which is asked again on its connection, though the stream was not ended. */
    @Test
    void keepsTheConnectionAfterABodyOfLengthNought() throws Exception {
        Request empty = GET.with("content-length", "0");
        try (Http2Client client = door.http2("example.test")) {
            assertThat(client.read(client.open(false, empty.http2())).status()).isEqualTo(200);
            assertThat(client.read(client.open(false, empty.http2())).status()).isEqualTo(200);
        }
        assertThat(backend.requests()).hasSize(2);
        assertThat(backend.connections()).hasSize(1);
    }

    /** F5: and the backend has its time to answer it, not the client's. */
    @Test
    void waitsForTheBackendNoLongerAfterABodyOfLengthNought() throws Exception {
        backend.does(BackendConnection::awaitEnd);
        Request empty = Request.get("other.test", "/").with("content-length", "0");
        try (Http2Client client = door.http2("other.test")) {
            assertThat(client.read(client.open(false, empty.http2())).status()).isEqualTo(504);
        }
    }

    /** F15, 0.CL: the backend answers before the body; what comes of the body is nobody's request, and the next client is safe. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void relaysEarlyAnswersAndReusesNothing(Protocol protocol) throws Exception {
        backend.does(connection -> {
            connection.readHead();
            connection
                    .send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
                    .awaitEnd();
        });
        Request upload = GET.method("POST").with("content-length", "60000");
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: example.test\r\n\r\n";
        if (protocol == Protocol.HTTP_1) {
            try (Http1Client client = door.tls("example.test")) {
                assertThat(client.send(upload.http1() + smuggled).read("POST").body())
                        .isEqualTo("no");
            }
        } else {
            try (Http2Client client = door.http2("example.test")) {
                int stream = client.open(false, upload.http2());
                client.data(stream, smuggled, false);
                assertThat(client.read(stream).body()).isEqualTo("no");
            }
        }
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
        backend.does(Backend::echo);
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", Request.get("example.test", "/mine"))
                        .body())
                .startsWith("GET /mine ");
    }

    /** D20, CL.0: a body on GET is a body, and the next request gets its own answer. */
    @Test
    void keepsBodiesAndRequestsApart() throws Exception {
        String smuggled = "GET /smuggled HTTP/1.1\r\nHost: example.test\r\n\r\n";
        try (Http1Client client = door.tls("example.test")) {
            client.send("GET /first HTTP/1.1\r\nHost: example.test\r\nContent-Length: " + smuggled.length() + "\r\n\r\n"
                    + smuggled + GET.http1());
            assertThat(client.read("GET").body()).startsWith("GET /first").endsWith(smuggled);
            assertThat(client.read("GET").body()).startsWith("GET / HTTP/1.1\r\n");
        }
        assertThat(backend.requests()).hasSize(2);
    }

    /** F15: octets on an idle connection answer nobody's request. */
    @Test
    void dropsConnectionsThatSpeakUnasked() throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection
                    .send(OK)
                    .send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")
                    .awaitEnd();
        });
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.exchange(GET).body()).isEqualTo("ok");
            Awaitility.await().until(() -> backend.connections().getFirst().ended());
            assertThat(client.exchange(GET).body()).isEqualTo("ok");
        }
    }

    /** F5, Q8: a body that the client does not finish is no request; the backend sees the connection end. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void neverCompletesACutBody(Protocol protocol) throws Exception {
        Request upload = GET.method("POST").with("content-length", "10");
        if (protocol == Protocol.HTTP_1) {
            try (Http1Client client = door.tls("example.test")) {
                client.send(upload.http1() + "half");
                Awaitility.await().until(() -> backend.connections().size() == 1);
                client.reset();
            }
        } else {
            try (Http2Client client = door.http2("example.test")) {
                int stream = client.open(false, upload.http2());
                client.data(stream, "half", false);
                Awaitility.await().until(() -> backend.connections().size() == 1);
                client.reset(stream);
                // The connection stays open: the end of the stream alone has to be enough.
                Awaitility.await().until(() -> backend.connections().getFirst().ended());
            }
        }
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
        assertThat(backend.requests()).isEmpty();
    }

    /** K4: a body of unknown length is cut at the limit. */
    @Test
    void refusesEndlessBodies() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
        try (Http1Client client = door.tls("example.test")) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17));
            Answer answer = client.read("POST");
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.policies()).isEqualTo(List.of("max-age=300"));
        }
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
        assertThat(backend.requests()).isEmpty();
    }
}
