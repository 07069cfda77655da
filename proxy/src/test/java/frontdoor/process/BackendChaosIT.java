package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three servers that are killed, frozen and brought back at random, at least one of them known to be well at any time, under a thousand requests a
 * second over HTTP/1.1 and HTTP/2. A short run takes half a minute, {@code FRONTDOOR_SOAK=1} makes it the minutes of
 * {@code FRONTDOOR_SOAK_MINUTES} (10).
 */
class BackendChaosIT {
    private static final Logger log = LoggerFactory.getLogger(BackendChaosIT.class);
    private static final boolean SOAK = "1".equals(System.getenv("FRONTDOOR_SOAK"));
    private static final Duration LENGTH = SOAK
            ? Duration.ofMinutes(Long.parseLong(System.getenv().getOrDefault("FRONTDOOR_SOAK_MINUTES", "10")))
            : Duration.ofSeconds(30);
    /** After so long it is known that a server is back: some checks, each with its pause, and time to spare. */
    private static final Duration DETECTION = Duration.ofSeconds(10);

    private static final int SLOW_MICROS = 1_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final Random random = new Random();
    private final List<FragileBackend> backends = new ArrayList<>();
    private @Nullable FrontdoorProcess frontdoor;

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of("one", "two", "three")) {
            backends.add(new FragileBackend(Files.createDirectory(directory.resolve(name))));
        }
        SiteFiles site = new SiteFiles(directory, FreePort.take(), FreePort.take());
        SiteFiles.write(site.configuration(), """
                frontdoor {
                  listen { plaintext = ["127.0.0.1:0"], tls = ["127.0.0.1:0"] }
                  admin.listen = off, access-log.enabled = false, state-directory = "state"
                  sites.shop {
                    hosts = ["%s"], certificate { chain = "certs/tls.crt", key = "certs/tls.key" }
                    timeouts { upstream-connect = 5s, upstream-response = 5s }
                    routes = [ { path = "/", upstream = pages } ]
                  }
                  upstreams.pages {
                    servers = ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]
                    health-check { path = "/", interval = 500ms, timeout = 3s, up-after = 2, down-after = 2 }
                    ejection.time = 1s, slow-start = 2s, retry { times = 2, budget = 100%% }
                  }
                }
                """.formatted(
                        SiteFiles.HOST,
                        backends.get(0).port(),
                        backends.get(1).port(),
                        backends.get(2).port()));
        frontdoor = FrontdoorProcess.serve(directory, site.configuration());
    }

    @AfterEach
    void close() {
        if (frontdoor != null) {
            frontdoor.close();
        }
        backends.forEach(FragileBackend::close);
    }

    @Test
    @DisplayName(
            "Q1, Q2, Q7. While one of three servers is well every request is answered; how many of them late is in the log")
    void answersWhileOneIsWell() throws Exception {
        for (String version : List.of("--h1", "--npn-list=h2")) {
            // Until all programs have warmed up, a second is not much on a busy machine.
            H2load.run(frontdoor.tlsPort(), 1000, "-c", "10", version);
        }
        Path http1 = directory.resolve("http1.tsv");
        Path http2 = directory.resolve("http2.tsv");
        Process one = load(http1, "-c", "10", "--rps=50", "--h1");
        Process other = load(http2, "-c", "10", "-m", "10", "--rps=50");
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() < end) {
            change();
            // The load ends by itself; until then this is the pace of misfortunes.
            var _ = one.waitFor(200 + random.nextInt(1500), TimeUnit.MILLISECONDS);
        }
        one.waitFor();
        other.waitFor();
        judge("HTTP/1.1", http1);
        judge("HTTP/2", http2);
    }

    private Process load(Path rows, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("h2load", "-D", Long.toString(LENGTH.toSeconds())));
        command.addAll(List.of("--log-file=" + rows, "--connect-to=127.0.0.1:" + frontdoor.tlsPort()));
        command.addAll(List.of(options));
        command.add("https://" + SiteFiles.HOST + "/");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(rows.resolveSibling(rows.getFileName() + ".out").toFile())
                .start();
    }

    private void change() throws IOException, InterruptedException {
        FragileBackend any = backends.get(random.nextInt(backends.size()));
        if (!any.isWell()) {
            any.restore();
        } else if (backends.stream().anyMatch(other -> other != any && other.isKnownToBeWell(DETECTION))) {
            if (random.nextBoolean()) {
                any.kill();
            } else {
                any.freeze();
            }
        }
    }

    private static void judge(String version, Path rows) throws IOException {
        Map<String, Integer> statuses = new TreeMap<>();
        int all = 0;
        int slow = 0;
        try (Stream<String> lines = Files.lines(rows)) {
            for (String line : (Iterable<String>) lines::iterator) {
                String[] cells = line.split("\t");
                all++;
                statuses.merge(cells[1], 1, Integer::sum);
                slow += Integer.parseInt(cells[2]) > SLOW_MICROS ? 1 : 0;
            }
        }
        log.atInfo()
                .addKeyValue("version", version)
                .addKeyValue("requests", all)
                .addKeyValue("statuses", statuses)
                .addKeyValue("slow", slow)
                .log("under chaos");
        assertThat(statuses).containsOnlyKeys("200");
    }
}
