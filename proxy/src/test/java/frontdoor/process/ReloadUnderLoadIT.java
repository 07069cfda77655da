package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.PemPair;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Changes under h2load: each is served, no request fails, and what is open stays open; how long it took at most is in the log. A short run
 * has 20 changes of each kind, {@code FRONTDOOR_SOAK=1} makes it 100.
 */
class ReloadUnderLoadIT {
    private static final int CHANGES = "1".equals(System.getenv("FRONTDOOR_SOAK")) ? 100 : 20;
    private static final Duration SERVED = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private ServerProcess nginx;
    private StreamBackend streams;
    private SiteFiles site;
    private FrontdoorProcess frontdoor;
    private LongLived longLived;
    private Duration slowest = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(H2load.isInstalled(), "needs h2load");
        nginx = NginxBackend.start(directory);
        streams = StreamBackend.start();
        site = new SiteFiles(directory, nginx.port(), streams.port());
        frontdoor = FrontdoorProcess.serve(directory, site.configuration());
        longLived = LongLived.open(frontdoor.tlsPort());
    }

    @AfterEach
    void stop() throws IOException {
        if (longLived != null) {
            longLived.close();
        }
        if (frontdoor != null) {
            frontdoor.close();
        }
        if (streams != null) {
            streams.close();
            nginx.close();
        }
    }

    @Test
    @DisplayName("Q12. Configuration reloads lose no request, and the next response shows each change")
    void losesNoRequestInConfigurationReloads() throws IOException {
        try (H2load load = awaitLoad(H2load.start(frontdoor.tlsPort()));
                TlsClient open = TlsClient.connect(frontdoor.tlsPort())) {
            for (int change = 1; change <= CHANGES; change++) {
                int maxAge = 1000 * change;
                changeConfiguration(change % 4, maxAge);
                awaitServed(() -> assertThat(open.exchange("/")).contains("max-age=" + maxAge + "\r\n"));
                longLived.goOn();
            }
            report("configuration reloads", load.stop(), load.rounds());
        }
        longLived.finish();
    }

    private void changeConfiguration(int way, int maxAge) {
        switch (way) {
            case 0 -> site.writeConfiguration(maxAge);
            case 1 -> site.renameConfiguration(maxAge);
            case 2 -> {
                site.writeConfiguration(maxAge + 1);
                site.renameConfiguration(maxAge + 2);
                site.writeConfiguration(maxAge);
            }
            default -> {
                String text = site.text(maxAge);
                SiteFiles.write(site.configuration(), text.substring(0, text.length() / 2));
                SiteFiles.write(site.configuration(), text);
            }
        }
    }

    @Test
    @DisplayName("Q11. Certificate swaps lose no request, and the next handshake shows each")
    void losesNoRequestInCertificateSwaps() throws IOException {
        try (H2load load = awaitLoad(H2load.start(frontdoor.tlsPort()))) {
            String first = TlsClient.serial(frontdoor.tlsPort());
            assertThat(frontdoor.log()).doesNotContain("certificate in service");
            for (int change = 1; change <= CHANGES; change++) {
                PemPair pair = PemPair.of(SiteFiles.HOST);
                changeCertificate(change % 5, pair);
                awaitServed(() -> assertThat(TlsClient.serial(frontdoor.tlsPort()))
                        .as(frontdoor.log())
                        .isNotEqualTo(first)
                        .isEqualTo(pair.serial()));
                longLived.goOn();
            }
            report("certificate swaps", load.stop(), load.rounds());
        }
        longLived.finish();
    }

    private void changeCertificate(int way, PemPair pair) {
        switch (way) {
            case 0 -> site.replaceCertificate(pair);
            case 1 -> site.renameCertificate(pair);
            case 2, 3 -> site.swapData(pair);
            default -> {
                site.swapData(PemPair.of(SiteFiles.HOST));
                site.renameCertificate(PemPair.of(SiteFiles.HOST));
                site.replaceCertificate(pair);
            }
        }
    }

    /** Until a round over each version has passed, and the code is warm. */
    private static H2load awaitLoad(H2load load) {
        await().atMost(Duration.ofMinutes(2)).until(() -> load.rounds() >= 2 || !load.isGood());
        return load;
    }

    private void awaitServed(ThrowingRunnable served) {
        long start = System.nanoTime();
        await().atMost(SERVED).pollInterval(POLL).untilAsserted(served);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }

    private void report(String what, long requests, long rounds) {
        LoggerFactory.getLogger(ReloadUnderLoadIT.class)
                .atInfo()
                .addKeyValue("what", what)
                .addKeyValue("changes", CHANGES)
                .addKeyValue("requests", requests)
                .addKeyValue("rounds", rounds)
                .addKeyValue("slowest", slowest)
                .log("nothing failed");
        assertThat(requests).isPositive();
    }
}
