package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Q18, K9, K15: connections over TLS that have asked once and are kept open hold little, others are answered meanwhile, and when their time
 * is up they end without much work. With {@code FRONTDOOR_SOAK=1} there are 10,000 of them, and after that as many with nginx and with
 * HAProxy; the log has the figures of all.
 */
class IdleConnectionsIT {
    private static final boolean MANY = "1".equals(System.getenv("FRONTDOOR_SOAK"));
    private static final int CONNECTIONS = MANY ? 10_000 : 400;
    /** After these the process has all that the first connections make it load, and keep. */
    private static final int FIRST = MANY ? 1_000 : 400;

    /** Longer than a busy machine takes to open all of them. */
    private static final Duration IDLE = Duration.ofSeconds(MANY ? 120 : 60);

    /** Objects and direct memory, which are exact; with what BoringSSL holds it was seen to be 16 to 20. */
    private static final long MOST_KIB = 16;

    private static final long MOST_WITH_TLS_KIB = 50;
    private static final Duration MOST_CPU = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(IdleConnectionsIT.class);

    @TempDir
    Path directory;

    private ServerProcess backend;
    private SiteFiles site;

    @BeforeEach
    void start() throws IOException {
        backend = NginxBackend.start(Files.createDirectory(directory.resolve("backend")));
        site = new SiteFiles(directory, backend.port(), backend.port())
                .listening("""
                listen {
                  plaintext = ["127.0.0.1:0"], tls = ["127.0.0.1:0"]
                  timeouts.client-idle = %ds, limits.connections = %d
                }""".formatted(IDLE.toSeconds(), 2 * CONNECTIONS));
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2"})
    void holdsLittleForThoseThatSayNothing(String protocol) throws Exception {
        try (FrontdoorProcess frontdoor = FrontdoorProcess.serve(directory, site.configuration());
                IdleClients clients = new IdleClients().open(frontdoor.tlsPort(), protocol, FIRST)) {
            AdminMetrics metrics = new AdminMetrics(site.adminPort());
            Canary canary = new Canary(frontdoor.plaintextPort(), frontdoor.tlsPort());
            canary.ask();
            LongSupplier memory = () -> FrontdoorProcess.memoryKib(frontdoor.pid());
            Vitals before = Vitals.of(frontdoor, metrics, Duration.ZERO);
            long memoryBefore = settled(memory);
            clients.open(frontdoor.tlsPort(), protocol, CONNECTIONS);
            Vitals after = Vitals.of(frontdoor, metrics, Duration.ZERO);
            double all = each(settled(memory) - memoryBefore);
            double heap = each(after.heapKib() - before.heapKib());
            double direct = each(after.directKib() - before.directKib());
            log.warn("frontdoor, {}: {} KiB each, of which heap {}, direct {}", protocol, all, heap, direct);
            assertThat(heap + direct).isPositive().isLessThan(MOST_KIB);
            assertThat(all).isLessThan(MOST_WITH_TLS_KIB);
            endsWithoutMuchWork(frontdoor, clients, canary);
        }
        if (MANY) {
            beside(OtherProxy.nginx(Files.createDirectory(directory.resolve("nginx")), site, backend.port()), protocol);
            beside(
                    OtherProxy.haproxy(Files.createDirectory(directory.resolve("haproxy")), site, backend.port()),
                    protocol);
        }
    }

    private static void endsWithoutMuchWork(FrontdoorProcess frontdoor, IdleClients clients, Canary canary) {
        Duration before = frontdoor.cpu();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            canary.ask();
            return clients.open() == 0;
        });
        Duration cpu = frontdoor.cpu().minus(before);
        log.warn(
                "all ended with {} of the processor; {} questions meanwhile took {} ms at most",
                cpu,
                canary.answered(),
                canary.millisWithin(1));
        assertThat(canary.failed()).isEmpty();
        assertThat(canary.shed()).isZero();
        assertThat(cpu).isLessThan(MOST_CPU.multipliedBy(CONNECTIONS));
    }

    private static void beside(OtherProxy other, String protocol) throws Exception {
        try (other;
                IdleClients clients = new IdleClients().open(other.tlsPort(), protocol, FIRST)) {
            long before = settled(other::memoryKib);
            clients.open(other.tlsPort(), protocol, CONNECTIONS);
            log.warn("{}, {}: {} KiB each", other.name(), protocol, each(settled(other::memoryKib) - before));
        }
    }

    private static double each(long kib) {
        return Math.round(10.0 * kib / CONNECTIONS) / 10.0;
    }

    /** A figure when it has stopped to move. */
    private static long settled(LongSupplier figure) {
        List<Long> seen = new ArrayList<>();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    seen.add(figure.getAsLong());
                    return seen.size() > 2 && Math.abs(seen.getLast() - seen.get(seen.size() - 3)) < 512;
                });
        return seen.getLast();
    }
}
