package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that a service manager has bound before the process was there: who came meanwhile is served. */
class SocketActivationIT {
    private static final Path ACTIVATE = Path.of("/usr/bin/systemd-socket-activate");
    private static final Duration SOON = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::]"})
    void servesWhoeverCameBeforeItStarted(String address) throws IOException {
        assumeTrue(Files.isExecutable(ACTIVATE), "needs systemd-socket-activate");
        int tls = FreePort.take();
        try (StreamBackend streams = StreamBackend.start()) {
            String configured = address.equals("[::]") ? "" : address;
            SiteFiles site = new SiteFiles(directory, streams.port(), streams.port())
                    .listening("listen { plaintext = [], tls = [\"%s:%d\"] }".formatted(configured, tls))
                    .logging();
            try (FrontdoorProcess frontdoor = FrontdoorProcess.start(
                    directory,
                    List.of(ACTIVATE.toString(), "-l", address + ":" + tls),
                    List.of(),
                    "run",
                    site.configuration().toString())) {
                frontdoor.awaitLog("Listening on");
                // The first one makes it start, and waits.
                try (TlsClient client = TlsClient.connect(tls, SOON)) {
                    assertThat(client.ask("/stream/put", "Connection: close")).startsWith("HTTP/1.1 200 ");
                }
                assertThat(frontdoor.awaitStdout(1).getFirst()).contains("127.0.0.1");
                frontdoor.signal("TERM");
                assertThat(frontdoor.awaitEnd(SOON)).isZero();
            }
        }
    }
}
