package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import frontdoor.fixture.Http2Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Websockets over HTTP/2 that are opened by the thousand and ended in every wrong way, with little memory. */
class BrokenWebsocketsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CONNECTIONS = 60;
    private static final int STREAMS = 50;
    private static final int MESSAGE = 1_000;

    @TempDir
    Path directory;

    private final AtomicLong sent = new AtomicLong();
    private WebsocketEcho backend;
    private FrontdoorProcess frontdoor;
    private AdminMetrics metrics;

    @BeforeEach
    void start() throws IOException {
        backend = WebsocketEcho.start();
        SiteFiles site = new SiteFiles(directory, backend.port(), FreePort.take()).pooling(10_000);
        metrics = new AdminMetrics(site.adminPort());
        frontdoor = FrontdoorProcess.serve(
                directory,
                site.configuration(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError");
    }

    @AfterEach
    void stop() throws IOException {
        frontdoor.close();
        backend.close();
    }

    /** An end of the streams of a connection. */
    private enum End {
        RESETS,
        HALF_CLOSES,
        DATA_WITHOUT_END,
        NOTHING
    }

    private static byte[] begin() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Http2Frames.preface());
        // The answers get no octet of a window: nobody reads.
        all.writeBytes(Http2Frames.windows(0));
        byte[] connect = Http2Frames.block(
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "https",
                ":path",
                "/",
                ":authority",
                SiteFiles.HOST);
        for (int i = 0; i < STREAMS; i++) {
            int stream = 2 * i + 1;
            all.writeBytes(Http2Frames.frame(Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, connect));
            all.writeBytes(Http2Frames.data(stream, MESSAGE, false));
        }
        return all.toByteArray();
    }

    private static byte[] end(End how) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < STREAMS; i++) {
            int stream = 2 * i + 1;
            switch (how) {
                case RESETS -> all.writeBytes(Http2Frames.cancel(stream));
                case HALF_CLOSES -> all.writeBytes(Http2Frames.data(stream, 0, true));
                case DATA_WITHOUT_END -> all.writeBytes(Http2Frames.data(stream, 10 * MESSAGE, false));
                case NOTHING -> {}
            }
        }
        return all.toByteArray();
    }

    @Test
    @DisplayName("U5, U7. Thousands of websockets over HTTP/2 that nobody reads, resets or ends leave nothing behind")
    void leavesNothingOfThem() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] end = end(End.values()[i / 2 % End.values().length]);
            StallingClient client = StallingClient.tls(frontdoor.tlsPort(), "h2", sent);
            if (i % 2 == 0) {
                int before = backend.switched();
                client.send(begin(), new byte[0]);
                await().atMost(PATIENCE).until(() -> backend.switched() >= before + STREAMS);
                client.end(end);
            } else {
                // Ended while they are being opened.
                client.end(ByteBuffer.allocate(begin().length + end.length)
                        .put(begin())
                        .put(end)
                        .array());
            }
        }
        await().atMost(PATIENCE).until(() -> metrics.value("frontdoor_client_connections") == 0 && backend.open() == 0);
        try (TlsClient canary = TlsClient.connect(frontdoor.tlsPort())) {
            assertThat(canary.ask(
                            "/",
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                    .startsWith("HTTP/1.1 101 ");
            canary.send("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(canary.read(5)).asString().isEqualTo("hello");
        }
        assertThat(frontdoor.isAlive()).as(frontdoor::end).isTrue();
        assertThat(frontdoor.log()).doesNotContain("OutOfMemory", "ERROR");
    }
}
