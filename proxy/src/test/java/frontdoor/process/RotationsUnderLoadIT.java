package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.PemPair;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * C13: fifty certificates that are all replaced, again and again, while clients shake hands with one host after the other: no handshake
 * fails, every new certificate is shown, and neither the heap nor what BoringSSL holds grows. 8 rotations, with {@code FRONTDOOR_SOAK=1}
 * 1,000, each as soon as the one before it is seen everywhere; the log has the figures.
 */
class RotationsUnderLoadIT {
    private static final boolean MANY = "1".equals(System.getenv("FRONTDOOR_SOAK"));
    private static final int ROTATIONS = MANY ? 1_000 : 8;
    /** By then whatever is loaded once is loaded, and whatever is kept of replaced certificates has come to its most. */
    private static final int FIRST = MANY ? 200 : 3;

    private static final int HOSTS = 50;
    private static final int CLIENTS = 2;
    /** Sets of pairs that are made ahead, while the one before them is being served. */
    private static final int AHEAD = 2;

    private static final long MOST_HEAP_KIB = 8 << 10;
    private static final long MOST_RESIDENT_KIB = 24 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Logger log = LoggerFactory.getLogger(RotationsUnderLoadIT.class);

    @TempDir
    Path directory;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong shaken = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<List<PemPair>> ahead = new ArrayBlockingQueue<>(AHEAD);
    /** What each host showed last. */
    private final AtomicReferenceArray<String> shown = new AtomicReferenceArray<>(HOSTS);

    private ServerProcess backend;
    private FrontdoorProcess frontdoor;
    private AdminMetrics metrics;

    @BeforeEach
    void start() throws Exception {
        Thread.ofPlatform().daemon().start(this::makePairs);
        backend = NginxBackend.start(Files.createDirectory(directory.resolve("backend")));
        SiteFiles site = new SiteFiles(directory, backend.port(), backend.port());
        metrics = new AdminMetrics(site.adminPort());
        Files.createDirectory(directory.resolve("many"));
        replaceAll(ahead.take());
        List<String> hosts = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            hosts.add('"' + nameOf(host) + '"');
        }
        site.listening("""
                listen { plaintext = [], tls = ["127.0.0.1:0"] }
                certificates.directory = "many"
                sites.many { hosts = [%s], backend = "http://127.0.0.1:%d" }
                """.formatted(String.join(", ", hosts), backend.port()));
        // A heap of one size that is all there from the start, so that what else is resident can be seen to grow.
        List<String> flags = new ArrayList<>(List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch"));
        if (MANY) {
            // Most of a reload are signatures that prove that a key belongs to its chain, which one compiler alone
            // leaves slow.
            flags.add("-XX:TieredStopAtLevel=4");
        }
        frontdoor = FrontdoorProcess.serve(directory, site.configuration(), flags.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        ended.set(true);
        ahead.clear();
        if (frontdoor != null) {
            frontdoor.close();
        }
        backend.close();
    }

    private static String nameOf(int host) {
        return "host" + host + ".test";
    }

    /** Keys take their time, which is not to be that of a rotation. */
    private void makePairs() {
        try {
            while (!ended.get()) {
                List<PemPair> pairs = new ArrayList<>(HOSTS);
                for (int host = 0; host < HOSTS; host++) {
                    pairs.add(PemPair.of(nameOf(host)));
                }
                ahead.put(pairs);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each file is renamed over the one before it, the key first. */
    private void replaceAll(List<PemPair> pairs) throws IOException {
        for (int host = 0; host < HOSTS; host++) {
            replace(nameOf(host) + ".key", pairs.get(host).key());
            replace(nameOf(host) + ".crt", pairs.get(host).chain());
        }
    }

    private void replace(String name, String text) throws IOException {
        Path fresh = Files.writeString(directory.resolve(name), text);
        Files.move(fresh, directory.resolve("many").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void losesNoHandshakeAndHoldsNothingOfWhatWasReplaced() throws Exception {
        for (int client = 0; client < CLIENTS; client++) {
            Thread.ofPlatform().daemon().start(this::shakeHands);
        }
        Vitals first = null;
        for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
            List<PemPair> pairs = ahead.take();
            replaceAll(pairs);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(shown()).isEqualTo(serialsOf(pairs)));
            if (rotation == FIRST || rotation % 100 == 0) {
                Vitals now = vitals(rotation);
                first = first == null && rotation >= FIRST ? now : first;
            }
        }
        Vitals last = vitals(ROTATIONS);
        ended.set(true);
        assertThat(failed).isEmpty();
        assertThat(shaken).hasPositiveValue();
        assertThat(last.heapKib() - first.heapKib()).isLessThan(MOST_HEAP_KIB);
        assertThat(last.residentKib() - first.residentKib()).isLessThan(MOST_RESIDENT_KIB);
        assertThat(frontdoor.log()).doesNotContain("OutOfMemory", " ERROR ");
    }

    private static List<String> serialsOf(List<PemPair> pairs) {
        return pairs.stream().map(PemPair::serial).toList();
    }

    private List<String> shown() {
        List<String> serials = new ArrayList<>(HOSTS);
        for (int host = 0; host < HOSTS; host++) {
            serials.add(String.valueOf(shown.get(host)));
        }
        return serials;
    }

    private void shakeHands() {
        while (!ended.get()) {
            int host = Math.floorMod(turn.getAndIncrement(), HOSTS);
            try (TlsClient client = TlsClient.named(frontdoor.tlsPort(), nameOf(host))) {
                shown.set(host, client.serial());
                shaken.incrementAndGet();
            } catch (IOException failure) {
                if (!ended.get()) {
                    failed.add(nameOf(host) + ": " + failure);
                }
            }
        }
    }

    private Vitals vitals(int rotation) throws IOException {
        Vitals now = Vitals.of(frontdoor, metrics, Duration.ZERO);
        log.warn(
                "{} rotations, {} handshakes, {} failed: heap {} KiB, direct {} KiB, resident {} KiB",
                rotation,
                shaken,
                failed.size(),
                now.heapKib(),
                now.directKib(),
                now.residentKib());
        return now;
    }
}
