package frontdoor.serve;

import static frontdoor.fixture.Http2Frames.CONTINUATION;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.HEADERS;
import static frontdoor.fixture.Http2Frames.PADDED;
import static frontdoor.fixture.Http2Frames.PING;
import static frontdoor.fixture.Http2Frames.PRIORITY;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.SETTINGS;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.fixture.Answer;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Backend;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
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

/** G1, G4, G11: answers of backends that speak HTTP/2 and break its rules, or break off, for clients of both versions. */
@ExtendWith(LeakPresence.class)
class Http2BackendFaultsIT {
    private static final String HOST = "example.test";
    private static final int INTERNAL_ERROR = 2;

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

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("no status", frames(s -> headers(s, END_STREAM, "x", "y"))),
                arguments("status", frames(s -> headers(s, END_STREAM, ":status", "20"))),
                arguments("status 600", frames(s -> headers(s, END_STREAM, ":status", "600"))),
                arguments("two statuses", frames(s -> headers(s, END_STREAM, ":status", "200", ":status", "200"))),
                arguments("late status", frames(s -> headers(s, END_STREAM, "x", "y", ":status", "200"))),
                arguments("other pseudo field", frames(s -> headers(s, END_STREAM, ":status", "200", ":path", "/"))),
                arguments("upper case", frames(s -> headers(s, END_STREAM, ":status", "200", "X-Y", "z"))),
                arguments("lines in a value", frames(s -> headers(s, END_STREAM, ":status", "200", "x", "a\r\nb: c"))),
                arguments("connection", frames(s -> headers(s, END_STREAM, ":status", "200", "connection", "close"))),
                arguments("coding", frames(s -> headers(s, 0, ":status", "200", "transfer-encoding", "chunked"))),
                arguments("101", frames(s -> headers(s, 0, ":status", "101", "upgrade", "websocket"))),
                arguments("interim that ends", frames(s -> headers(s, END_STREAM, ":status", "103"))),
                arguments(
                        "two lengths",
                        frames(s -> headers(s, 0, ":status", "200", "content-length", "1", "content-length", "2"))),
                arguments(
                        "length and no body",
                        frames(s -> headers(s, END_STREAM, ":status", "200", "content-length", "1"))),
                arguments("body before the head", frames(s -> data(s, 3, true))),
                arguments("head too large", frames(s -> headers(s, END_STREAM, manyFields()))));
    }

    private static String[] manyFields() {
        String[] fields = new String[2 * 300];
        fields[0] = ":status";
        fields[1] = "200";
        for (int i = 2; i < fields.length; i += 2) {
            fields[i] = "x";
            fields[i + 1] = "y";
        }
        return fields;
    }

    private static IntFunction<byte[][]> frames(IntFunction<byte[]> frame) {
        return stream -> new byte[][] {frame.apply(stream)};
    }

    /** G1, G11: 502, over either version; and the connection serves the next request, for streams do not harm each other. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void answers502ToMalformedAnswers(String what, IntFunction<byte[][]> answer) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        IntFunction<byte[][]> good = stream -> new byte[][] {headers(stream, END_STREAM, ":status", "200")};
        backend.answers(stream -> (asked.getAndIncrement() < 2 ? answer : good).apply(stream));
        for (Protocol client : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            Answer refused = get(client);
            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.policies()).hasSize(1);
        }
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(200);
    }

    /** G4: a body that is cut, or is not as long as its head said, is seen to be. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void showsThatABodyIsNotComplete(Protocol client) throws Exception {
        for (byte[] last : new byte[][] {
            data(1, 3, true),
            frame(RST_STREAM, 0, 1, ints(INTERNAL_ERROR)),
            headers(1, END_STREAM, "x", "y"),
            data(1, 9, false)
        }) {
            backend.does(connection -> {
                connection.settings();
                int stream = connection.readRequest().stream();
                connection.send(
                        headers(stream, 0, ":status", "200", "content-length", "8"), data(stream, 4, false), last);
                connection.awaitEnd();
            });
            Answer answer = get(client);
            assertThat(answer.complete()).isFalse();
        }
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readRequest().stream();
            connection.send(headers(stream, 0, ":status", "200"), data(stream, 4, false));
        });
        assertThat(get(client).complete()).isFalse();
    }

    /** G5, K17, Q26: 64 interim heads pass, endless ones are a 502. */
    @Test
    void boundsInterimHeads() throws Exception {
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readRequest().stream();
            for (int i = 0; i < 65; i++) {
                connection.send(headers(stream, 0, ":status", "103", "link", "</x>"));
            }
            connection.awaitEnd();
        });
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(502);
    }

    static Stream<Arguments> nothing() {
        return Stream.of(
                arguments("empty DATA", frames(s -> data(s, 0, false))),
                arguments("padding", frames(s -> frame(0, PADDED, s, new byte[] {3, 0, 0, 0}))),
                arguments("PING", frames(_ -> frame(PING, 0, 0, new byte[8]))),
                arguments("SETTINGS", frames(_ -> frame(SETTINGS, 0, 0, new byte[0]))),
                arguments("PRIORITY", frames(s -> frame(PRIORITY, 0, s, new byte[5]))),
                arguments("an unknown kind", frames(s -> frame(0xfa, 0, s, new byte[9]))));
    }

    /**
     * K15, RFC 9113 10.5: a flood of frames that bring nothing ends the connection, and with it an answer that never ends; also of those
     * that ask for answers, which nobody reads here.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("nothing")
    void endsAFloodOfFramesThatBringNothing(String what, IntFunction<byte[][]> frames) throws Exception {
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readRequest().stream();
            connection.send(headers(stream, 0, ":status", "200"), data(stream, 4, false));
            while (true) {
                connection.send(frames.apply(stream));
            }
        });
        Answer answer = get(Protocol.HTTP_2);
        assertThat(answer.complete()).isFalse();
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
        backend.answers(stream -> new byte[][] {headers(stream, END_STREAM, ":status", "200")});
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(200);
    }

    /** D4, Q26: a server that was frozen, or a network that lost the connection: one request waits for it in vain, and no other. */
    @Test
    void leavesAConnectionThatHasFallenSilent() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        backend.does(connection -> {
            if (opened.incrementAndGet() > 1) {
                Http2Backend.hello(connection);
            }
            connection.settings();
            connection.readRequest();
            connection.awaitEnd();
        });
        assertThat(get(Protocol.HTTP_1).status()).isEqualTo(504);
        assertThat(get(Protocol.HTTP_1).status()).isEqualTo(200);
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
    }

    /** H16: a block of a head that never ends is bounded before it is decoded. */
    @Test
    void boundsABlockThatNeverEnds() throws Exception {
        backend.does(connection -> {
            connection.settings();
            int stream = connection.readRequest().stream();
            connection.send(frame(HEADERS, 0, stream, new byte[0]));
            while (true) {
                connection.send(frame(CONTINUATION, 0, stream, new byte[16_000]));
            }
        });
        assertThat(get(Protocol.HTTP_2).status()).isEqualTo(502);
        Awaitility.await().until(() -> backend.connections().getFirst().ended());
    }
}
