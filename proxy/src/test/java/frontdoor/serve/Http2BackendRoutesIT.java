package frontdoor.serve;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.headers;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Backend;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E9, F6, K12: what routes say of their exchanges, where the backend speaks HTTP/2. */
@ExtendWith(LeakPresence.class)
class Http2BackendRoutesIT {
    private static final String HOST = "example.test";

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
                    hosts = ["example.test"]
                    routes = [
                      { path = "/quick/", upstream = h2, timeouts { upstream-idle = 200ms, client-body = 1s } }
                      { path = "/inner/", upstream = h2, strip-prefix = true, headers.request.set.Host = "inner.test" }
                    ]
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    /** F6, E9: what a route changes of host and path. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void asksForWhatARouteSays(Protocol client) throws Exception {
        backend.does(Http2Backend::hello);
        Answer answer = client.exchange(door, HOST, Request.get(HOST, "/inner/x?y"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(backend.requests().getFirst().fields())
                .startsWith(":method: GET", ":scheme: http", ":authority: inner.test", ":path: /x?y")
                .contains("x-forwarded-prefix: /inner", "x-forwarded-host: example.test");
    }

    /** K12: when any other answer has been silent for too long, a stream of events, or a call of gRPC, that began before it is still there. */
    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/grpc", "application/grpc+proto"})
    void letsWhatLastsBeSilent(String type) throws Exception {
        backend.does(connection -> {
            connection.settings();
            int events = connection.readHead().stream();
            connection.send(headers(events, 0, ":status", "200", "content-type", type));
            connection.send(data(events, 9, false));
            int other = connection.readHead().stream();
            connection.send(headers(other, 0, ":status", "200", "content-type", "text/plain"));
            connection.send(data(other, 1, false));
            Http2Backend.Frame read = connection.readFrame();
            while (read.type() != RST_STREAM) {
                read = connection.readFrame();
            }
            connection.send(data(events, 9, true));
            connection.awaitEnd();
        });
        try (Http2Client client = door.http2(HOST)) {
            int events = client.open(true, Request.get(HOST, "/quick/events").http2());
            assertThat(client.readBody(events, 9)).hasSize(9);
            int other = client.open(true, Request.get(HOST, "/quick/other").http2());
            assertThat(client.readBody(other, 1)).hasSize(1);
            assertThat(client.readEnd(other)).isNotNegative();
            assertThat(client.readBody(events, 9)).hasSize(9);
        }
    }

    /** K7: when any other body has been missing for too long, a call of gRPC whose client was silent before that is still there. */
    @Test
    void letsTheClientOfACallBeSilent() throws Exception {
        backend.does(connection -> {
            connection.settings();
            int call = connection.readHead().stream();
            Http2Backend.Frame read = connection.readFrame();
            while (read.stream() != call || !read.end()) {
                read = connection.readFrame();
            }
            connection.send(headers(call, END_STREAM, ":status", "200", "content-type", "application/grpc"));
            connection.awaitEnd();
        });
        try (Http2Client client = door.http2(HOST)) {
            Request post = Request.get(HOST, "/quick/call").method("POST");
            int call = client.open(
                    false, post.with("content-type", "application/grpc").http2());
            int other =
                    client.open(false, post.with("content-type", "text/plain").http2());
            assertThat(client.readHead(other).status()).isEqualTo(408);
            client.data(call, "late", true);
            assertThat(client.read(call).status()).isEqualTo(200);
        }
    }
}
