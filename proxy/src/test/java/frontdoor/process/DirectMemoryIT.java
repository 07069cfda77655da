package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process with far less direct memory than clients that read nothing make it need. */
class DirectMemoryIT {
    private static final int CLIENTS = 150;
    /** So many that are turned away one after the other show that there is no memory left. */
    private static final int ENOUGH = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** One that came while there was no memory may get no answer; after the time of a handshake it is given up, and another one comes. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll", "nio"})
    @DisplayName("Q14. When direct memory runs out connections end, no event loop does, and others are served again")
    void servesAgainAfterMemoryHasRunOut(String transport) throws Exception {
        StreamBackend streams = StreamBackend.start();
        SiteFiles site = new SiteFiles(directory, streams.port(), streams.port());
        try (FrontdoorProcess frontdoor = FrontdoorProcess.serve(
                directory, site.configuration(), "-XX:MaxDirectMemorySize=12m", "-DFRONTDOOR_TRANSPORT=" + transport)) {
            long before = frontdoor.sockets();
            List<TlsClient> greedy = new ArrayList<>();
            int turnedAway = 0;
            for (int i = 0; i < CLIENTS && turnedAway < ENOUGH; i++) {
                turnedAway = askWithoutReading(frontdoor, greedy) ? 0 : turnedAway + 1;
            }
            for (TlsClient client : greedy) {
                client.close();
            }

            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                try (TlsClient client = TlsClient.connect(frontdoor.tlsPort(), LONGEST)) {
                    return client.ask("/stream/put").startsWith("HTTP/1.1 200 ");
                }
            });
            await().atMost(PATIENCE).until(() -> frontdoor.sockets() < before + CLIENTS / 4);
            assertThat(frontdoor.isAlive()).isTrue();
            assertThat(AdminQuestion.status(site.adminPort(), "/healthz")).isEqualTo(200);
            assertThat(frontdoor.log()).doesNotContain("in thread \"frontdoor-loop");
        } finally {
            streams.close();
        }
    }

    /** Whether one more could ask: those for whom there is no memory any more may be turned away. */
    private static boolean askWithoutReading(FrontdoorProcess frontdoor, List<TlsClient> greedy) {
        try {
            TlsClient client = TlsClient.connect(frontdoor.tlsPort(), Duration.ofMillis(300));
            greedy.add(client);
            client.send(("GET /stream/get/" + (1 << 30) + " HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException turnedAway) {
            return false;
        }
    }
}
