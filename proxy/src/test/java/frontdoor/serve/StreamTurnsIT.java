package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import frontdoor.wire.WebsocketKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** K11, U5: what may last for ever leaves the other requests of its connection their turns. */
@ExtendWith(LeakPresence.class)
class StreamTurnsIT {
    private static final String HOST = "example.test";
    /** More than may wait for an answer of a backend at once, on one connection. */
    private static final int MANY = 120;

    private static final Pattern KEY = Pattern.compile("Sec-Websocket-Key: (.*)\r\n", Pattern.CASE_INSENSITIVE);

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(
                directory,
                "frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:%d\" }"
                        .formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    /** Switches to websocket, begins a stream of events, or answers. */
    private static void serve(BackendConnection connection) throws IOException {
        String request;
        while ((request = connection.readRequest()) != null) {
            Matcher key = KEY.matcher(request);
            if (key.find()) {
                byte[] octets = key.group(1).getBytes(StandardCharsets.US_ASCII);
                connection.send("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: "
                        + new String(WebsocketKey.acceptOf(octets, 0, octets.length), StandardCharsets.US_ASCII)
                        + "\r\n\r\n");
                connection.awaitEnd();
            } else if (request.startsWith("GET /events")) {
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                connection.awaitEnd();
            } else {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        }
    }

    @Test
    void leavesTurnsBesideWebsockets() throws Exception {
        backend.does(StreamTurnsIT::serve);
        try (Http2Client client = door.http2(HOST)) {
            for (int i = 0; i < MANY; i++) {
                int stream = client.open(
                        false,
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "https",
                        ":path",
                        "/ws",
                        ":authority",
                        HOST);
                assertThat(client.readHead(stream).status()).isEqualTo(200);
            }
            assertThat(client.exchange(Request.get(HOST, "/")).body()).isEqualTo("hello");
        }
    }

    @Test
    void leavesTurnsBesideStreamsOfEvents() throws Exception {
        backend.does(StreamTurnsIT::serve);
        try (Http2Client client = door.http2(HOST)) {
            for (int i = 0; i < MANY; i++) {
                int stream = client.open(true, Request.get(HOST, "/events").http2());
                assertThat(client.readHead(stream).status()).isEqualTo(200);
            }
            assertThat(client.exchange(Request.get(HOST, "/")).body()).isEqualTo("hello");
        }
    }
}
