package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every {@link Storm} in turn and together, over a process with 512 descriptors and 64 MiB of direct memory, while its file is rewritten
 * and its backends misbehave: no event loop dies, nothing grows, no accept fails, and a {@link Canary} is answered throughout. It takes the minutes of
 * {@code FRONTDOOR_SOAK_MINUTES} (60).
 */
@EnabledIfEnvironmentVariable(named = "FRONTDOOR_SOAK", matches = "1", disabledReason = "an hour long: ./verify --soak")
class BadWeatherIT {
    private static final Duration LENGTH =
            Duration.ofMinutes(Long.parseLong(System.getenv().getOrDefault("FRONTDOOR_SOAK_MINUTES", "60")));
    private static final List<String> STRANGERS = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");
    private static final long SLOW_MILLIS = 5_000;
    /** What a process under load may have more at the end than once it was warm. */
    private static final long GROWTH_KIB = 48 << 10;

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final RandomGenerator.SplittableGenerator random = (RandomGenerator.SplittableGenerator)
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private final ScheduledExecutorService weather = Executors.newScheduledThreadPool(8);
    private final AtomicInteger storms = new AtomicInteger();

    private StreamBackend pages;
    private StreamBackend streams;
    private MoodyBackend moody;
    private SiteFiles site;
    private FrontdoorProcess frontdoor;

    @BeforeEach
    void start() throws IOException {
        pages = StreamBackend.start();
        streams = StreamBackend.start();
        moody = MoodyBackend.start(random);
        site = new SiteFiles(directory, pages.port(), streams.port()).routing("moody", moody.port());
        frontdoor = FrontdoorProcess.start(
                directory,
                List.of("prlimit", "--nofile=512:512"),
                List.of("-Xmx96m", "-XX:MaxDirectMemorySize=64m"),
                "run",
                site.configuration().toString());
        frontdoor.awaitLog("the front door is open");
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
    void serves() throws Exception {
        Canary canary = new Canary(frontdoor.plaintextPort(), frontdoor.tlsPort());
        canary.ask();
        int calm = descriptors();
        for (String stranger : STRANGERS) {
            for (Storm storm : Storm.values()) {
                RandomGenerator own = random.split();
                weather.scheduleWithFixedDelay(
                        () -> blow(storm, stranger, own), own.nextInt(4_000), 4_000, TimeUnit.MILLISECONDS);
            }
        }
        weather.scheduleWithFixedDelay(
                () -> site.writeConfiguration(300 + storms.get() % 100), 2_500, 2_500, TimeUnit.MILLISECONDS);
        List<Long> resident = new ArrayList<>();
        long begin = System.nanoTime();
        await().pollInterval(Duration.ofMillis(500))
                .timeout(LENGTH.plusMinutes(1))
                .until(() -> {
                    canary.ask();
                    resident.add(frontdoor.residentKib());
                    return System.nanoTime() - begin >= LENGTH.toNanos();
                });
        weather.shutdown();
        report(canary, resident);

        assertThat(canary.failed()).as("seed " + seed + "\n" + frontdoor.log()).isEmpty();
        assertThat(canary.slowestMillis()).isLessThan(SLOW_MILLIS);
        assertThat(frontdoor.log())
                .doesNotContain("OutOfMemory", "in thread \"frontdoor-loop", "could not be accepted");
        assertThat(last(resident)).isLessThan(warm(resident) + GROWTH_KIB);
        await().atMost(Duration.ofSeconds(60)).until(() -> descriptors() <= calm + 20);
    }

    private void blow(Storm storm, String stranger, RandomGenerator own) {
        Storm.Sky sky = new Storm.Sky(
                stranger,
                frontdoor.plaintextPort(),
                frontdoor.tlsPort(),
                own,
                Collections.synchronizedList(new ArrayList<>()));
        var _ = weather.schedule(sky::clear, storm.holdSeconds() * 1000L + 500, TimeUnit.MILLISECONDS);
        storms.incrementAndGet();
        try {
            storm.blow(sky);
        } catch (IOException turnedAway) {
            // As it should be, now and then.
        }
    }

    private int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(frontdoor.pid()), "fd"))) {
            return (int) open.count();
        }
    }

    /** The median of the second tenth. */
    private static long warm(List<Long> resident) {
        int tenth = resident.size() / 10;
        return median(resident.subList(tenth, Math.max(tenth + 1, 2 * tenth)));
    }

    private static long last(List<Long> resident) {
        return median(resident.subList(resident.size() - Math.max(1, resident.size() / 10), resident.size()));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void report(Canary canary, List<Long> resident) {
        LoggerFactory.getLogger(BadWeatherIT.class)
                .atWarn()
                .addKeyValue("storms", storms.get())
                .addKeyValue("answered", canary.answered())
                .addKeyValue("shed", canary.shed())
                .addKeyValue("failed", canary.failed().size())
                .addKeyValue("slowest-ms", canary.slowestMillis())
                .addKeyValue("resident-warm-kib", warm(resident))
                .addKeyValue("resident-last-kib", last(resident))
                .addKeyValue("resident-most-kib", Collections.max(resident))
                .log("bad weather");
    }
}
