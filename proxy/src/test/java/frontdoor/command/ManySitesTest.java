package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.loop.TransportKind;
import frontdoor.plan.Plan;
import frontdoor.plan.PlanJson;
import frontdoor.upstream.Upstreams;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A9: the cost of reading, judging and refusing sites is that of each of them, and not their square. What is counted is the octets that are
 * allocated, which do not depend on the machine and its load.
 */
class ManySitesTest {
    private static final int FEW = 500;
    private static final int TIMES = 8;

    @TempDir
    private Path directory;

    @BeforeEach
    void writePair() {
        PemPair.of("*.example.com").writeTo(directory.resolve("a.pem"), directory.resolve("a.key"));
    }

    @Test
    void costsWhatEachSiteCosts() throws IOException {
        assertGrowsWithTheSites("backend = \"http://127.0.0.1:1\"", ManySitesTest::plan);
    }

    @Test
    void costsWhatEachUpstreamCosts() throws IOException {
        assertGrowsWithTheSites("routes = [{ path = \"/\", upstream = u%1$d }]", ManySitesTest::build);
    }

    @Test
    void costsWhatEachServerOfAnUpstreamCosts() throws IOException {
        Path few = servers("few.conf", FEW);
        Path many = servers("many.conf", TIMES * FEW);
        octetsOf(ManySitesTest::build, few);
        assertThat(octetsOf(ManySitesTest::build, many)).isLessThan(2 * TIMES * octetsOf(ManySitesTest::build, few));
    }

    private Path servers(String name, int count) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "frontdoor {\nstate-directory = state\ncertificates.a { chain = a.pem, key = a.key }\nupstreams.u.servers = ["
                        + IntStream.range(1, count + 1)
                                .mapToObj("\"127.0.0.1:%d\""::formatted)
                                .collect(Collectors.joining(","))
                        + "]\nsites.s { hosts = [\"s.example.com\"], routes = [{ path = \"/\", upstream = u }] }\n}");
    }

    /** Down to the peers and what groups know of them. */
    private static void build(Path file) {
        Reading.Good read = (Reading.Good) Reading.of(file, InstantSource.system());
        Upstreams upstreams = new Upstreams(
                List.of(),
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024);
        assertThat(SnapshotFixture.build(read.config(), read.certificates(), upstreams)
                        .groups())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend = \"http://127.0.0.1:1\", hsts.max-age = 5",
                "backend = \"http://127.0.0.1:1\", certificate { chain = gone%1$d.pem, key = gone%1$d.key }, hsts.max-age = 5",
                "routes = [{ path = \"/\", upstream = gone }]",
                "bakend = \"http://127.0.0.1:1\""
            })
    void refusesAtWhatEachProblemCosts(String settings) throws IOException {
        assertGrowsWithTheSites(
                settings,
                file -> assertThat(Reading.of(file, InstantSource.system())).isInstanceOf(Reading.Bad.class));
    }

    private void assertGrowsWithTheSites(String settings, Consumer<Path> work) throws IOException {
        Path few = sites("few.conf", settings, FEW);
        Path many = sites("many.conf", settings, TIMES * FEW);
        octetsOf(work, few);
        // Sorting and merging take a little more; with the square of the number it would be 64 times as much.
        assertThat(octetsOf(work, many)).isLessThan(2 * TIMES * octetsOf(work, few));
    }

    private Path sites(String name, String settings, int count) throws IOException {
        String upstreams = IntStream.range(0, count)
                .mapToObj(i -> "upstreams.u%d.servers = [\"127.0.0.1:%d\"]\n".formatted(i, i + 1))
                .collect(Collectors.joining());
        String sites = IntStream.range(0, count)
                .mapToObj(i ->
                        "sites.s%1$d { hosts = [\"s%1$d.example.com\"], %2$s }\n".formatted(i, settings.formatted(i)))
                .collect(Collectors.joining());
        return Files.writeString(
                directory.resolve(name),
                "frontdoor {\nstate-directory = state\ncertificates.a { chain = a.pem, key = a.key }\n" + upstreams
                        + sites + "}");
    }

    private static void plan(Path file) {
        InstantSource clock = InstantSource.system();
        Reading.Good read = (Reading.Good) Reading.of(file, clock);
        Plan plan = Plan.of(read.config(), read.certificates(), read.ledger().ledger(), clock.instant());
        assertThat(plan.hasErrors()).isFalse();
        assertThat(PlanJson.of(plan)).isNotEmpty();
    }

    private static long octetsOf(Consumer<Path> work, Path file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.accept(file);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
