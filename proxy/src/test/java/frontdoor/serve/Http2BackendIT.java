package frontdoor.serve;

import static frontdoor.fixture.Http2Frames.DATA;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.GOAWAY;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.SETTINGS;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.ints;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Backend;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.Http2Frames;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chapters 6, 7 and 9 towards a backend that speaks HTTP/2, for clients of both versions. */
@ExtendWith(LeakPresence.class)
class Http2BackendIT {
    private static final String HOST = "example.test";
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;

    @TempDir
    private static Path directory;

    private static final Http2Backend backend = new Http2Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  upstreams.h2 { servers = ["http://127.0.0.1:%d"], protocol = http2 }
                  sites.main {
                    hosts = ["example.test"], hsts.max-age = 9s, routes = [ { path = "/", upstream = h2 } ]
                    timeouts { upstream-response = 6s, upstream-idle = 6s }
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Answer get(Protocol client) throws IOException {
        return client.exchange(door, HOST, Request.get(HOST, "/x?y"));
    }

    private static byte[] goAway(int last) {
        byte[] payload = new byte[8];
        System.arraycopy(ints(last), 0, payload, 0, 4);
        return frame(GOAWAY, 0, 0, payload);
    }

    private static byte[] reset(int stream, int code) {
        return frame(RST_STREAM, 0, stream, ints(code));
    }

    /** F1 to F3, F6, F7, H3 to H6: a head rebuilt from its parts, in lower case, by its own rules. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void rebuildsTheHead(Protocol client) throws Exception {
        backend.does(Http2Backend::hello);
        Answer answer = client.exchange(
                door, HOST, Request.get(HOST, "/x?y").with("x-own", "1").with("cookie", "a=b"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.policies()).containsExactly("max-age=9");
        assertThat(backend.requests().getFirst().end()).isTrue();
        assertThat(backend.requests().getFirst().fields())
                .startsWith(":method: GET", ":scheme: http", ":authority: example.test", ":path: /x?y")
                .contains("x-own: 1", "cookie: a=b", "x-forwarded-proto: https")
                .anyMatch(field -> field.startsWith("via: "))
                .noneMatch(field -> field.matches("(host|connection|te|content-length|transfer-encoding):.*"));
    }

    /** H12, F18: bodies pass in both directions, however large, within the windows. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void passesBodiesBothWays(Protocol client) throws Exception {
        backend.does(connection -> {
            connection.settings();
            Http2Backend.Head head = connection.readHead();
            int octets = 0;
            boolean end = head.end();
            while (!end) {
                Http2Backend.Frame read = connection.readFrame();
                if (read.type() == DATA) {
                    octets += read.payload().length;
                    if (read.payload().length > 0) {
                        connection.send(
                                Http2Frames.windowUpdate(0, read.payload().length),
                                Http2Frames.windowUpdate(head.stream(), read.payload().length));
                    }
                }
                end = read.end();
            }
            connection.send(headers(head.stream(), 0, ":status", "200", "x-octets", Integer.toString(octets)));
            for (int i = 0; i < 8; i++) {
                connection.send(data(head.stream(), 16_000, i == 7));
            }
            connection.awaitEnd();
        });
        Answer answer = client.exchange(
                door, HOST, Request.get(HOST, "/").method("POST").body("x".repeat(200_000)));
        assertThat(answer.value("x-octets")).isEqualTo("200000");
        assertThat(answer.body()).hasSize(128_000);
        assertThat(backend.requests().getFirst().fields()).contains("content-length: 200000");
    }

    /** G3, F16: no body where there is none, and the length of HEAD. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void answersWithoutABody(Protocol client) throws Exception {
        backend.answers(stream -> new byte[][] {headers(stream, END_STREAM, ":status", "200", "content-length", "77")});
        Answer head = client.exchange(door, HOST, Request.get(HOST, "/").method("HEAD"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.value("content-length")).isEqualTo("77");
        for (String status : new String[] {"204", "304"}) {
            backend.answers(stream -> new byte[][] {headers(stream, END_STREAM, ":status", status, "etag", "x")});
            Answer answer = get(client);
            assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
            assertThat(answer.body()).isEmpty();
            assertThat(answer.policies()).hasSize(1);
        }
    }

    /** G5: interim heads pass, and do not take the place of the answer. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void passesInterimHeads(Protocol client) throws Exception {
        backend.answers(stream -> new byte[][] {
            headers(stream, 0, ":status", "103", "link", "</x>"),
            headers(stream, 0, ":status", "103", "link", "</y>"),
            headers(stream, 0, ":status", "200"),
            data(stream, 3, true)
        });
        Answer answer = get(client);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.interims()).hasSize(2).first().asString().contains("</x>");
        assertThat(answer.body()).hasSize(3);
    }

    /** D19, H8, A11: trailers reach a client of HTTP/2 that asks for them, without what must not stand there; nobody else. */
    @Test
    void passesTrailersToWhoeverAsks() throws Exception {
        backend.answers(stream -> new byte[][] {
            headers(stream, 0, ":status", "200", "content-type", "application/grpc"),
            data(stream, 3, false),
            headers(
                    stream,
                    END_STREAM,
                    "grpc-status",
                    "0",
                    "set-cookie",
                    "a=b",
                    "strict-transport-security",
                    "max-age=1")
        });
        try (Http2Client client = door.http2(HOST)) {
            Answer answer = client.exchange(Request.get(HOST, "/").with("te", "trailers"));
            assertThat(answer.fields()).endsWith("grpc-status: 0").noneMatch(field -> field.startsWith("set-cookie"));
            assertThat(answer.policies()).containsExactly("max-age=9");
            assertThat(client.exchange(Request.get(HOST, "/")).value("content-type"))
                    .isEqualTo("application/grpc");
        }
        assertThat(backend.requests().getFirst().fields()).contains("te: trailers");
        assertThat(backend.requests().getLast().fields()).doesNotContain("te: trailers");
        assertThat(get(Protocol.HTTP_1).body()).hasSize(3);
    }

    /** F14, H14: a stream that was refused is asked for again, whatever the method, as long as no piece of a body is gone. */
    @Test
    void asksAgainForWhatWasRefused() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        backend.answers(stream -> asked.getAndIncrement() == 0
                ? new byte[][] {reset(stream, REFUSED_STREAM)}
                : new byte[][] {headers(stream, END_STREAM, ":status", "200")});
        assertThat(Protocol.HTTP_2
                        .exchange(
                                door,
                                HOST,
                                Request.get(HOST, "/").method("POST").body(""))
                        .status())
                .isEqualTo(200);
        assertThat(asked).hasValue(2);
        backend.answers(stream -> new byte[][] {reset(stream, CANCEL)});
        assertThat(Protocol.HTTP_2
                        .exchange(
                                door,
                                HOST,
                                Request.get(HOST, "/").method("POST").body("x"))
                        .status())
                .isEqualTo(502);
        assertThat(backend.requests()).hasSize(1);
    }

    /** F14: what a GOAWAY passes over is asked for again, on another connection. */
    @Test
    void asksAgainForWhatAGoAwayPassesOver() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readRequest().stream();
            if (connections.getAndIncrement() == 0) {
                connection.send(goAway(0));
            } else {
                connection.send(headers(stream, END_STREAM, ":status", "200"));
            }
            connection.awaitEnd();
        });
        assertThat(Protocol.HTTP_1
                        .exchange(
                                door,
                                HOST,
                                Request.get(HOST, "/").method("POST").body(""))
                        .status())
                .isEqualTo(200);
        assertThat(backend.connections()).hasSize(2);
    }

    /** The requests of several clients share a connection, up to what the backend takes. */
    @Test
    void sharesAConnectionAsFarAsTheBackendLetsIt() throws Exception {
        backend.does(connection -> {
            connection.send(frame(SETTINGS, 0, 0, new byte[] {0, 3, 0, 0, 0, 1}));
            while (true) {
                int stream = connection.readRequest().stream();
                connection.send(headers(stream, END_STREAM, ":status", "200"));
            }
        });
        for (int i = 0; i < 4; i++) {
            assertThat(get(Protocol.HTTP_1).status()).isEqualTo(200);
        }
        assertThat(backend.requests()).hasSize(4);
        // At most one on each event loop.
        assertThat(backend.connections())
                .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }

    /** Q27: what does not speak HTTP/2 is found out before it is asked anything. */
    @Test
    void answers502WhereTheBackendSpeaksHttp1() throws Exception {
        backend.does(connection -> {
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.awaitEnd();
        });
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(502);
        assertThat(backend.requests()).isEmpty();
    }

    /** G8: what does not come in time is 504. */
    @Test
    void answers504WhereNothingComes() throws Exception {
        backend.does(connection -> {
            connection.settings();
            connection.awaitEnd();
        });
        assertThat(get(Protocol.HTTP_1).status()).isEqualTo(504);
        Awaitility.await()
                .until(() -> backend.connections().getFirst().frames().stream()
                        .anyMatch(frame -> frame.type() == RST_STREAM));
    }

    /** G15, Q8: a client that goes away takes its stream along, and no other. */
    @Test
    void cancelsWhatNobodyWaitsFor() throws Exception {
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readRequest().stream();
            connection.send(headers(stream, 0, ":status", "200"), data(stream, 1, false));
            connection.awaitEnd();
        });
        try (Http2Client client = door.http2(HOST)) {
            int stream = client.open(true, Request.get(HOST, "/").http2());
            assertThat(client.readHead(stream).status()).isEqualTo(200);
            client.reset(stream);
            Awaitility.await()
                    .until(() -> backend.connections().getFirst().frames().stream()
                            .anyMatch(frame -> frame.type() == RST_STREAM && frame.payload()[3] == CANCEL));
        }
        assertThat(backend.connections().getFirst().ended()).isFalse();
    }

    /** H13: an answer before the request's end is passed on, and the rest is not sent. */
    @Test
    void passesAnEarlyAnswerOn() throws Exception {
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readHead().stream();
            connection.send(headers(stream, END_STREAM, ":status", "413"));
            connection.awaitEnd();
        });
        Answer answer = Protocol.HTTP_2.exchange(
                door, HOST, Request.get(HOST, "/").method("POST").body("x".repeat(60_000)));
        assertThat(answer.status()).isEqualTo(413);
    }

    /** H10: pushes were declined, and end the connection. */
    @Test
    void refusesPushes() throws Exception {
        backend.answers(stream -> new byte[][] {frame(5, 4, stream, new byte[] {0, 0, 0, 2, (byte) 0x82})});
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(502);
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
    }

    /** U7: no websocket to such a backend. */
    @Test
    void refusesWebsockets() throws Exception {
        backend.does(Http2Backend::hello);
        try (Http2Client client = door.http2(HOST)) {
            String[] head = {
                ":method", "CONNECT", ":protocol", "websocket", ":scheme", "https", ":path", "/", ":authority", HOST
            };
            assertThat(client.read(client.open(false, head)).status()).isEqualTo(501);
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** Servers are checked in the protocol that they speak. */
    @Test
    void checksServersInTheirProtocol(@TempDir Path own) throws Exception {
        backend.does(connection -> {
            connection.settings();
            while (true) {
                Http2Backend.Head head = connection.readRequest();
                String status = head.fields().contains(":path: /healthz") ? "204" : "200";
                connection.send(headers(head.stream(), END_STREAM, ":status", status));
            }
        });
        try (FrontDoorHarness checked = FrontDoorHarness.open(own, """
                frontdoor {
                  upstreams.h2 {
                    servers = ["http://127.0.0.1:%d"], protocol = http2
                    health-check { path = "/healthz", status = "204", interval = 1s }
                  }
                  sites.main { hosts = ["example.test"], routes = [ { path = "/", upstream = h2 } ] }
                }
                """.formatted(backend.port()))) {
            Awaitility.await().until(() -> backend.requests().size() >= 2);
            assertThat(Protocol.HTTP_2
                            .exchange(checked, HOST, Request.get(HOST, "/"))
                            .status())
                    .isEqualTo(200);
        }
    }
}
