package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Q19, K11: thousands that come at the same moment, over each protocol. */
class ThunderingHerdIT {
    private static final int HERD = 2_000;
    private static final int REQUESTS = 500;
    private static final int FEW = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Answers while the herd is served; one that had to wait for the herd would be the only one. */
    private static final int FEWEST_ANSWERS = 3;

    private static final Logger log = LoggerFactory.getLogger(ThunderingHerdIT.class);

    @TempDir
    Path directory;

    private ServerProcess nginx;
    private FrontdoorProcess frontdoor;
    private AdminMetrics metrics;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(H2load.isInstalled(), "needs h2load");
        nginx = NginxBackend.start(directory);
    }

    private void serve(String more) {
        SiteFiles site = new SiteFiles(directory, nginx.port(), nginx.port())
                .listening("listen { plaintext = [\"127.0.0.1:0\"], tls = [\"127.0.0.1:0\"],"
                        + " timeouts { handshake = 5m, client-header = 5m } }\n" + more);
        metrics = new AdminMetrics(site.adminPort());
        frontdoor = FrontdoorProcess.serve(directory, site.configuration());
    }

    @AfterEach
    void stop() {
        if (frontdoor != null) {
            frontdoor.close();
        }
        if (nginx != null) {
            nginx.close();
        }
    }

    /** 2,000 handshakes at once: all are answered, and a connection that was there before does not wait for them. */
    @ParameterizedTest
    @ValueSource(strings = {"--h1", "--npn-list=h2"})
    void takesAllThatComeAtOnceAndGoesOnWithWhoIsThere(String protocol) throws IOException {
        serve(waiting(HERD));
        try (TlsClient there = TlsClient.connect(frontdoor.tlsPort(), "127.0.0.9")) {
            there.exchange("/");
            CompletableFuture<H2load.Round> herd = run(2 * HERD, "-c", Integer.toString(HERD), protocol);
            List<Long> millis = new ArrayList<>();
            while (!herd.isDone()) {
                long before = System.nanoTime();
                assertThat(there.exchange("/")).startsWith("HTTP/1.1 200 ");
                millis.add((System.nanoTime() - before) / 1_000_000);
            }
            assertThat(herd.join().succeeded()).as(herd.join().output()).isEqualTo(2 * HERD);
            millis.sort(null);
            log.warn(
                    "{}: {} questions meanwhile, median {} ms, slowest {} ms\n{}",
                    protocol,
                    millis.size(),
                    millis.get(millis.size() / 2),
                    millis.getLast(),
                    herd.join()
                            .output()
                            .lines()
                            .filter(line -> line.matches("(finished|time).*"))
                            .toList());
            assertThat(millis).hasSizeGreaterThan(FEWEST_ANSWERS);
        }
        await().atMost(PATIENCE).until(() -> metrics.value("frontdoor_client_connections") == 0);
        assertThat(frontdoor.log()).doesNotContain("WARN", "ERROR");
    }

    /** 500 requests before there is any connection to the server: no more are opened than may be, and nobody is turned away. */
    @ParameterizedTest
    @ValueSource(strings = {"--h1 -c 500", "-c 5 -m 100"})
    void opensNoMoreConnectionsToAServerThanMayBe(String options) {
        serve("upstream-defaults.pool { connections = " + FEW + ", idle = 1h }\n" + waiting(REQUESTS));
        H2load.Round round = run(REQUESTS, options.split(" ")).join();
        assertThat(round.succeeded()).as(round.output()).isEqualTo(REQUESTS);
        await().untilAsserted(() -> assertThat(metrics.value("frontdoor_upstream_connections_open"))
                .isPositive()
                .isLessThanOrEqualTo(FEW));
        assertThat(frontdoor.log()).doesNotContain("WARN", "ERROR");
    }

    /** The same where the limit is as it is by default. */
    @ParameterizedTest
    @ValueSource(strings = {"--h1 -c 500", "-c 5 -m 100"})
    void answersAllOnAColdPool(String options) {
        serve("");
        H2load.Round round = run(REQUESTS, options.split(" ")).join();
        assertThat(round.succeeded()).as(round.output()).isEqualTo(REQUESTS);
        assertThat(frontdoor.log()).doesNotContain("WARN", "ERROR");
    }

    /** So many requests may wait for a server; of the last eighth of all places one address gets its part only. */
    private static String waiting(int requests) {
        return "upstream-defaults.limits { queue = " + 2 * requests + ", queue-wait = 1m }";
    }

    private CompletableFuture<H2load.Round> run(int requests, String... options) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return H2load.run(frontdoor.tlsPort(), requests, options);
            } catch (IOException failed) {
                throw new CompletionException(failed);
            }
        });
    }
}
