package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every {@link Storm} in turn and together, over a process with 512 descriptors and 64 MiB of direct memory, while its file is rewritten,
 * its certificate is replaced and its backends misbehave: no event loop dies, nothing grows, no accept fails, and a {@link Canary} is
 * answered throughout. A short run takes half a minute, {@code FRONTDOOR_SOAK=1} makes it the minutes of {@code FRONTDOOR_SOAK_MINUTES}
 * (60) and holds late figures against early ones. Over the transport of {@code FRONTDOOR_TRANSPORT}, or the best.
 */
class BadWeatherIT {
    private static final Logger log = LoggerFactory.getLogger(BadWeatherIT.class);
    private static final boolean SOAK = "1".equals(System.getenv("FRONTDOOR_SOAK"));
    private static final Duration LENGTH = SOAK
            ? Duration.ofMinutes(Long.parseLong(System.getenv().getOrDefault("FRONTDOOR_SOAK_MINUTES", "60")))
            : Duration.ofSeconds(30);
    private static final List<String> STRANGERS = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");
    /** Being told to come again is an answer, but not for longer than this. */
    private static final Duration UNSERVED = Duration.ofMinutes(2);

    private static final Duration BETWEEN_ROWS =
            Duration.ofSeconds(Math.max(5, LENGTH.dividedBy(60).toSeconds()));
    /** What a process under load may have more late than early. */
    private static final long GROWTH_KIB = (SOAK ? 24 : 48) << 10;

    private static final long HEAP_GROWTH_KIB = 8 << 10;
    private static final long FEW = 20;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final long seed = System.nanoTime();
    private final RandomGenerator.SplittableGenerator random = (RandomGenerator.SplittableGenerator)
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private final ScheduledExecutorService weather = Executors.newScheduledThreadPool(12);
    private final AtomicInteger storms = new AtomicInteger();
    private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
    private final List<Vitals> vitals = new ArrayList<>();

    private StreamBackend pages;
    private StreamBackend streams;
    private MoodyBackend moody;
    private SiteFiles site;
    private FrontdoorProcess frontdoor;
    private AdminMetrics metrics;
    private Canary canary;
    private long begin;

    @BeforeEach
    void start() throws IOException {
        pages = StreamBackend.start();
        streams = StreamBackend.start();
        moody = MoodyBackend.start(random);
        // With the timeouts of every front door, which are what clears a storm away.
        site = new SiteFiles(directory, pages.port(), streams.port())
                .listening("listen { plaintext = [\"127.0.0.1:0\"], tls = [\"127.0.0.1:0\"] }")
                .routing("moody", moody.port());
        frontdoor = FrontdoorProcess.start(
                directory,
                List.of("prlimit", "--nofile=512:512"),
                List.of("-Xmx96m", "-XX:MaxDirectMemorySize=64m"),
                "run",
                site.configuration().toString());
        frontdoor.awaitLog("the front door is open");
        metrics = new AdminMetrics(site.adminPort());
        canary = new Canary(frontdoor.plaintextPort(), frontdoor.tlsPort());
    }

    @AfterEach
    void stop() throws IOException {
        weather.shutdownNow();
        frontdoor.close();
        moody.close();
        streams.close();
        pages.close();
    }

    @Test
    void serves() throws IOException {
        begin = System.nanoTime();
        log.warn("bad weather, seed {}\n{}", seed, Vitals.HEADING);
        canary.ask();
        Vitals calm = look();
        blowAll();
        await().pollInterval(Duration.ofMillis(500))
                .timeout(LENGTH.plusMinutes(2))
                .until(this::hasPassed);
        weather.shutdown();
        await().atMost(Duration.ofMinutes(2)).until(() -> frontdoor.descriptors() <= calm.descriptors() + FEW);
        Vitals after = look();
        report();

        assertThat(broken).isEmpty();
        assertThat(canary.failed()).as(frontdoor.log()).isEmpty();
        assertThat(canary.longestUnserved()).isLessThan(UNSERVED);
        assertThat(canary.shed()).isLessThan(canary.answered() / 5 + 5);
        assertThat(frontdoor.log())
                .doesNotContain("OutOfMemory", "ERROR", "in thread \"frontdoor-loop", "could not be accepted");
        assertNoGrowth(Vitals::residentKib, GROWTH_KIB, after);
        assertNoGrowth(Vitals::directKib, GROWTH_KIB, after);
        assertNoGrowth(Vitals::heapKib, HEAP_GROWTH_KIB, after);
        assertNoGrowth(Vitals::threads, FEW, after);
    }

    private void blowAll() {
        for (String stranger : STRANGERS) {
            for (Storm storm : Storm.values()) {
                RandomGenerator own = random.split();
                every(4_000, own.nextInt(4_000), () -> blow(storm, stranger, own));
            }
        }
        every(2_500, 2_500, () -> site.writeConfiguration(300 + storms.get() % 100));
        every(20_000, 10_000, () -> site.renameCertificate(PemPair.of(SiteFiles.HOST)));
    }

    private void every(int millis, int firstMillis, Runnable action) {
        weather.scheduleWithFixedDelay(
                () -> {
                    try {
                        action.run();
                    } catch (Throwable thrown) {
                        // A storm that has broken down would blow no more, and nobody would know.
                        broken.add(thrown);
                    }
                },
                firstMillis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void blow(Storm storm, String stranger, RandomGenerator own) {
        Sky sky = new Sky(stranger, frontdoor.plaintextPort(), frontdoor.tlsPort(), Duration.ofSeconds(3), own);
        var _ = weather.schedule(sky::clear, storm.holdSeconds() * 1000L + 500, TimeUnit.MILLISECONDS);
        storms.incrementAndGet();
        try {
            storm.blow(sky);
        } catch (IOException turnedAway) {
            // As it should be, now and then.
        }
    }

    /** Asks once more, and takes the figures when it is time. */
    private boolean hasPassed() throws IOException {
        assertThat(frontdoor.isAlive()).as(frontdoor::end).isTrue();
        canary.ask();
        Duration passed = Duration.ofNanos(System.nanoTime() - begin);
        if (passed.compareTo(BETWEEN_ROWS.multipliedBy(vitals.size())) >= 0) {
            Vitals now = look();
            assertThat(now.loops()).isEqualTo(vitals.getFirst().loops());
        }
        return passed.compareTo(LENGTH) >= 0;
    }

    private Vitals look() throws IOException {
        Vitals now = Vitals.of(frontdoor, metrics, Duration.ofNanos(System.nanoTime() - begin));
        vitals.add(now);
        log.warn("\n{}", now.row());
        return now;
    }

    /** Neither late under load against early under load, once the process has had the time to get warm, nor afterwards. */
    private void assertNoGrowth(ToLongFunction<Vitals> figure, long growth, Vitals after) {
        List<Vitals> under = vitals.subList(1, vitals.size() - 1);
        long most = Vitals.early(under, figure) + growth;
        if (SOAK) {
            assertThat(Vitals.late(under, figure)).as(this::table).isLessThan(most);
        }
        assertThat(figure.applyAsLong(after)).as(this::table).isLessThan(most);
    }

    private String table() {
        return vitals.stream().map(Vitals::row).collect(Collectors.joining("\n", Vitals.HEADING + "\n", "\n"));
    }

    private void report() {
        log.atWarn()
                .addKeyValue("storms", storms.get())
                .addKeyValue("answered", canary.answered())
                .addKeyValue("shed", canary.shed())
                .addKeyValue("failed", canary.failed().size())
                .addKeyValue("longest-unserved", canary.longestUnserved())
                .addKeyValue("median-ms", canary.millisWithin(0.5))
                .addKeyValue("p99-ms", canary.millisWithin(0.99))
                .addKeyValue("slowest-ms", canary.millisWithin(1))
                .log("bad weather has passed\n" + table());
    }
}
