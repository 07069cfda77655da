package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.promises.LedgerFile;
import frontdoor.promises.LedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen processes, fifty with {@code FRONTDOOR_SOAK=1}, are killed while their policy changes by reload, and each time the ledger covers every policy that any answer has shown.
 * Each policy binds for longer than the one before, so that nothing but its own line covers it. HSTS.md, chapter 4: Ledger.
 */
class LedgerKillIT {
    private static final int KILLS = "1".equals(System.getenv("FRONTDOOR_SOAK")) ? 50 : 16;
    /** A start keeps one core busy. */
    private static final int LANES = 2;

    private static final int MOST_MILLIS = 400;
    private static final int STEP = 1_000;
    private static final int KILLED = 128 + 9;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern MAX_AGE = Pattern.compile("(?i)strict-transport-security: max-age=(\\d+)");

    @TempDir
    Path directory;

    @Test
    void coversEveryPolicyThatAnyAnswerHasShownWheneverItIsKilled() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> lives = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                Lives one = new Lives(Files.createDirectory(directory.resolve("lane" + lane)));
                lives.add(threads.submit(one::runAll));
            }
            for (Future<Integer> lane : lives) {
                assertThat(lane.get()).as("changes of the policy").isGreaterThanOrEqualTo(KILLS / LANES / 2);
            }
        }
    }

    /** One process after the other over the same state directory. */
    private static final class Lives {
        private final long seed = System.nanoTime();
        private final Random random = new Random(seed);
        private final Path directory;
        private final SiteFiles site;
        private int changes;
        /** Until when what was shown binds a browser, at the latest. */
        private Instant bound = Instant.MIN;

        private Lives(Path directory) {
            this.directory = directory;
            this.site = new SiteFiles(directory, 1, 1);
        }

        private int runAll() throws IOException {
            for (int kill = 0; kill < KILLS / LANES; kill++) {
                try (FrontdoorProcess process = FrontdoorProcess.serve(directory, site.configuration())) {
                    if (kill % 2 == 0) {
                        // The answer that shows a policy for the first time is the last thing that happens.
                        live(process, 1 + random.nextInt(2), PATIENCE);
                    } else {
                        live(process, Integer.MAX_VALUE, Duration.ofMillis(random.nextInt(MOST_MILLIS)));
                    }
                    process.kill();
                    assertThat(process.awaitEnd(PATIENCE)).isEqualTo(KILLED);
                }
                assertCovered(kill);
            }
            return changes;
        }

        /** Looks at answers, and changes the policy whenever it is shown, {@code left} times or until {@code atMost} is over. */
        private void live(FrontdoorProcess process, int left, Duration atMost) throws IOException {
            Instant end = Instant.now().plus(atMost);
            try (TlsClient client = TlsClient.connect(process.tlsPort())) {
                while (Instant.now().isBefore(end)) {
                    if (look(client) == maxAge()) {
                        if (left == 0) {
                            return;
                        }
                        left--;
                        changes++;
                        site.renameConfiguration(maxAge());
                        process.signal("HUP");
                    }
                }
            }
        }

        /** Each binds for longer than the one before; the first is that of {@link SiteFiles}. */
        private int maxAge() {
            return 300 + changes * STEP;
        }

        private int look(TlsClient client) throws IOException {
            Matcher found = MAX_AGE.matcher(client.exchange("/"));
            assertThat(found.find()).isTrue();
            int shown = Integer.parseInt(found.group(1));
            bound = Instant.now().plusSeconds(shown);
            return shown;
        }

        private void assertCovered(int kill) {
            LedgerStore.Found found = new LedgerFile(directory.resolve("state")).read();
            assertThat(found.faults()).allMatch(fault -> fault.contains("is missing"));
            assertThat(found.ledger().boundUntil(SiteFiles.HOST, Instant.now()))
                    .as("kill %d of seed %d: %s", kill, seed, found.ledger().entries())
                    .hasValueSatisfying(until -> assertThat(until).isAfterOrEqualTo(bound));
        }
    }
}
