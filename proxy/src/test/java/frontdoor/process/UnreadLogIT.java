package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A3: nobody reads stderr, as when a log collector hangs; here it is a FIFO, which holds 64 KiB. */
class UnreadLogIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    /** Each is a line of the log, at level DEBUG, of more than 100 octets: together more than a pipe holds. */
    private static final int BROKEN_HANDSHAKES = 1200;

    @TempDir
    Path directory;

    private Path fifo;
    private SiteFiles site;
    private int tls;

    @BeforeEach
    void writeFiles() throws Exception {
        fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        tls = FreePort.take();
        site = new SiteFiles(directory, 1, 1).listening("listen { plaintext = [], tls = [\"127.0.0.1:" + tls + "\"] }");
    }

    @Test
    void servesAndEndsAllTheSame() throws Exception {
        try (RandomAccessFile _ = new RandomAccessFile(fifo.toFile(), "rw");
                FrontdoorProcess frontdoor = FrontdoorProcess.start(
                        directory,
                        List.of("sh", "-c", "exec \"$@\" 2>\"$0\"", fifo.toString()),
                        List.of("-Dfrontdoor.log=DEBUG"),
                        "run",
                        site.configuration().toString())) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> AdminQuestion.status(site.adminPort(), "/readyz") == 200);
            for (int i = 0; i < BROKEN_HANDSHAKES; i++) {
                breakHandshake();
            }
            try (TlsClient client = TlsClient.connect(tls)) {
                assertThat(client.ask("/")).startsWith("HTTP/1.1 502 ");
            }
            frontdoor.signal("TERM");
            assertThat(frontdoor.awaitEnd(SOON)).isZero();
        }
    }

    private void breakHandshake() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tls)) {
            socket.getOutputStream().write("not TLS at all, and no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getInputStream().readAllBytes();
        }
    }
}
