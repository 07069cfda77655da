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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * C13: fifty certificates that are all replaced, again and again, while clients shake hands: no handshake fails, and neither the heap nor
 * what BoringSSL holds grows. 8 rotations, with {@code FRONTDOOR_SOAK=1} 1,000; the log has the figures.
 */
class RotationsUnderLoadIT {
    private static final boolean MANY = "1".equals(System.getenv("FRONTDOOR_SOAK"));
    private static final int ROTATIONS = MANY ? 1_000 : 8;
    /** By then whatever is loaded once is loaded, and whatever is kept of replaced certificates has come to its most. */
    private static final int FIRST = MANY ? 200 : 3;

    private static final int HOSTS = 50;
    private static final int CLIENTS = 2;
    private static final long MOST_HEAP_KIB = 8 << 10;
    private static final long MOST_RESIDENT_KIB = 24 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Logger log = LoggerFactory.getLogger(RotationsUnderLoadIT.class);

    @TempDir
    Path directory;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong shaken = new AtomicLong();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final String[] serials = new String[HOSTS];
    private ServerProcess backend;
    private FrontdoorProcess frontdoor;
    private AdminMetrics metrics;

    @BeforeEach
    void start() throws IOException {
        backend = NginxBackend.start(Files.createDirectory(directory.resolve("backend")));
        SiteFiles site = new SiteFiles(directory, backend.port(), backend.port());
        metrics = new AdminMetrics(site.adminPort());
        Files.createDirectory(directory.resolve("many"));
        rotate();
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
        frontdoor =
                FrontdoorProcess.serve(directory, site.configuration(), "-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch");
    }

    @AfterEach
    void stop() {
        ended.set(true);
        if (frontdoor != null) {
            frontdoor.close();
        }
        backend.close();
    }

    private static String nameOf(int host) {
        return "host" + host + ".test";
    }

    /** Each file is renamed over the one before it, the key first. */
    private void rotate() throws IOException {
        for (int host = 0; host < HOSTS; host++) {
            PemPair pair = PemPair.of(nameOf(host));
            serials[host] = pair.serial();
            replace(nameOf(host) + ".key", pair.key());
            replace(nameOf(host) + ".crt", pair.chain());
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
            rotate();
            for (int host = 0; host < HOSTS; host++) {
                awaitServed(host);
            }
            if (rotation == FIRST || rotation % 200 == 0) {
                Vitals now = vitals(rotation);
                first = first == null ? now : first;
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

    /** Whatever comes first in a rotation is awaited, the rest of it has come with that. */
    private void awaitServed(int host) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(serialOf(host)).isEqualTo(serials[host]));
    }

    private String serialOf(int host) throws IOException {
        try (TlsClient client = TlsClient.named(frontdoor.tlsPort(), nameOf(host))) {
            return client.serial();
        }
    }

    private void shakeHands() {
        while (!ended.get()) {
            int host = ThreadLocalRandom.current().nextInt(HOSTS);
            try {
                serialOf(host);
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
