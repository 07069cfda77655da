package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of signals on a process, and what the commands hear from it. */
class SignalsIT {
    /** Well below the drain timeout of five minutes in {@link SiteFiles}, well above what a busy machine takes. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int HALF = 64 * 1024;

    @TempDir
    Path directory;

    private StreamBackend streams;
    private SiteFiles site;
    private FrontdoorProcess frontdoor;

    @BeforeEach
    void start() throws IOException {
        streams = StreamBackend.start();
        site = new SiteFiles(directory, streams.port(), streams.port());
        frontdoor = FrontdoorProcess.serve(directory, site.configuration());
    }

    @AfterEach
    void stop() throws IOException {
        frontdoor.close();
        streams.close();
    }

    @Test
    @DisplayName("Q20. SIGTERM under load: no answer is lost, the slow download ends whole, the process ends with 0")
    void drainsUnderLoad() throws Exception {
        assumeTrue(H2load.isInstalled(), "needs h2load");
        AtomicLong received = new AtomicLong();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                H2load load = H2load.start(frontdoor.tlsPort());
                TlsClient download = TlsClient.connect(frontdoor.tlsPort())) {
            List<Future<?>> asking = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                asking.add(clients.submit(() -> askUntilClosed(received)));
            }
            assertThat(download.ask("/stream/held")).startsWith("HTTP/1.1 200 ");
            assertThat(download.read(HALF)).hasSize(HALF);
            await().atMost(ANSWER).until(() -> load.rounds() >= 1 && received.get() > 100);
            frontdoor.signal("TERM");
            await().atMost(SOON)
                    .until(() -> AdminQuestion.status(site.adminPort(), "/readyz") == 503
                            && AdminQuestion.status(site.adminPort(), "/healthz") == 200);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> TlsClient.connect(frontdoor.tlsPort()).close())
                            .isInstanceOf(IOException.class));
            streams.release();
            assertThat(download.read(HALF)).hasSize(HALF);
            for (Future<?> client : asking) {
                client.get();
            }
            assertThat(frontdoor.awaitEnd(SOON)).as(frontdoor.log()).isZero();
        }
        assertThat(frontdoor.log()).contains("all connections have ended cut=\"0\"");
        assertThat(received.get()).isEqualTo(streams.answered());
    }

    /** A request may meet the close of its connection; then it was never accepted, and the backend has not seen it. */
    private void askUntilClosed(AtomicLong received) {
        try {
            while (true) {
                try (TlsClient client = TlsClient.connect(frontdoor.tlsPort())) {
                    for (boolean kept = true; kept; ) {
                        String head = client.exchange("/stream/put");
                        received.incrementAndGet();
                        kept = !head.contains("Connection: close");
                    }
                }
            }
        } catch (IOException refusedOrClosed) {
            assertThat(refusedOrClosed).hasMessageNotContaining("HTTP/1.1 200");
        }
    }

    @Test
    @DisplayName("Q20. A second SIGTERM ends the process at once")
    void endsAtOnceAtTheSecondSignal() throws IOException {
        frontdoor.close();
        frontdoor = FrontdoorProcess.serve(directory, site.logging().configuration());
        try (TlsClient download = TlsClient.connect(frontdoor.tlsPort())) {
            download.ask("/stream/held");
            frontdoor.signal("TERM");
            await().atMost(SOON).until(() -> AdminQuestion.status(site.adminPort(), "/readyz") == 503);
            frontdoor.signal("TERM");
            assertThat(frontdoor.awaitEnd(SOON)).isZero();
        }
        // The process may be asking itself just then.
        assertThat(frontdoor.log()).containsPattern("all connections have ended cut=\"[12]\"");
        assertThat(frontdoor.stdout()).contains("\"failure\":\"cut_at_end\"").doesNotContain("client_aborted");
    }

    @Test
    @DisplayName("Q20. SIGINT drains as SIGTERM does")
    void drainsAtAnInterrupt() throws IOException {
        try (TlsClient download = TlsClient.connect(frontdoor.tlsPort())) {
            download.ask("/stream/held");
            frontdoor.signal("INT");
            await().atMost(SOON).until(() -> AdminQuestion.status(site.adminPort(), "/readyz") == 503);
            streams.release();
            assertThat(download.read(2 * HALF)).hasSize(2 * HALF);
            assertThat(frontdoor.awaitEnd(SOON)).isZero();
        }
    }

    @Test
    @DisplayName("Q21. SIGHUP reads the files again and never ends the process")
    void reloadsAtAHangUp() {
        frontdoor.signal("HUP");
        frontdoor.awaitLog("reload: nothing has changed");
        site.writeConfiguration(4711);
        frontdoor.signal("HUP");
        await().atMost(SOON).untilAsserted(() -> {
            try (TlsClient client = TlsClient.connect(frontdoor.tlsPort())) {
                assertThat(client.ask("/stream/put")).contains("max-age=4711\r\n");
            }
        });
        assertThat(frontdoor.isAlive()).isTrue();
    }

    @Test
    @DisplayName("Q22. After SIGKILL the same ports can be bound at once")
    void bindsAgainAfterAKill() throws IOException {
        site.listening("listen { plaintext = [\"127.0.0.1:%d\"], tls = [\"127.0.0.1:%d\"] }"
                .formatted(FreePort.take(), FreePort.take()));
        frontdoor.close();
        frontdoor = FrontdoorProcess.serve(directory, site.configuration());
        try (TlsClient open = TlsClient.connect(frontdoor.tlsPort())) {
            open.ask("/stream/held");
            frontdoor.signal("KILL");
            assertThat(frontdoor.awaitEnd(SOON)).isEqualTo(128 + 9);
            frontdoor = FrontdoorProcess.serve(directory, site.configuration());
        }
        try (TlsClient client = TlsClient.connect(frontdoor.tlsPort())) {
            assertThat(client.ask("/stream/put")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void answersTheCommands() {
        assertThat(ask(0, "health")).isEqualTo("alive\n");
        assertThat(ask(0, "health", "--ready")).isEqualTo("ready\n");
        assertThat(ask(0, "reload")).matches("unchanged: what \\S+ says has been in service since \\S+Z\n");
    }

    @Test
    @DisplayName(
            "Q12. What is refused is told with file, line and key, in the log and by the command, and nothing changes")
    void refusesWhatIsBroken() throws IOException {
        String good = site.text(300);
        String file = site.configuration().toString();
        refused(good.replace("hsts.max-age", "hsts.max-ago"), file + ":10: sites.shop.hsts.max-ago: unknown key");
        refused(
                good.replace("tls = [\"127.0.0.1:0\"]", "tls = [\"127.0.0.1:1\"]"),
                file + ":2: listen.tls: changed from");
        refused("include required(\"missing.conf\")\n" + good, file + ":1: ");
        refused(good.substring(0, good.length() / 2), file + ":");
        // Health is asked for in bad times, too, and the address is found in the file all the same.
        SiteFiles.write(site.configuration(), good.replace("hsts.max-age", "hsts.max-ago"));
        assertThat(ask(0, "health")).isEqualTo("alive\n");
    }

    private void refused(String text, String problem) throws IOException {
        SiteFiles.write(site.configuration(), text);
        frontdoor.awaitLog("reload refused, the configuration stays as it was problem=\"" + problem);
        try (TlsClient client = TlsClient.connect(frontdoor.tlsPort())) {
            assertThat(client.ask("/stream/put")).contains("max-age=300\r\n");
        }
        SiteFiles.write(site.configuration(), site.text(300));
    }

    private String ask(int exitCode, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add(site.configuration().toString());
        try (FrontdoorProcess asking = FrontdoorProcess.start(directory, arguments.toArray(String[]::new))) {
            assertThat(asking.awaitEnd(ANSWER)).as(asking.log()).isEqualTo(exitCode);
            return asking.stdout();
        }
    }
}
