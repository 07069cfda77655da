package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.plan.Plan;
import frontdoor.tls.PemPair;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A9: the cost of reading and judging sites is that of each of them, and not their square. */
class ManySitesTest {
    @TempDir
    private Path directory;

    /** In processor time of this one thread; with the square of the number, eight times as many would cost 64 times as much. */
    @Test
    void costsWhatEachSiteCosts() throws IOException {
        Path few = sites("few.conf", 1_000);
        Path many = sites("many.conf", 8_000);
        nanosOf(few);
        long least = Math.min(nanosOf(few), nanosOf(few));
        assertThat(nanosOf(many)).isLessThan(24 * least);
    }

    private Path sites(String name, int count) throws IOException {
        String sites = IntStream.range(0, count)
                .mapToObj(i -> "sites.s%d { hosts = [\"s%d.example.com\"], backend = \"http://127.0.0.1:1\" }\n"
                        .formatted(i, i))
                .collect(Collectors.joining());
        PemPair.of("*.example.com").writeTo(directory.resolve("a.pem"), directory.resolve("a.key"));
        return Files.writeString(
                directory.resolve(name),
                "frontdoor {\nstate-directory = state\ncertificates.a { chain = a.pem, key = a.key }\n" + sites + "}");
    }

    private static long nanosOf(Path file) {
        InstantSource clock = InstantSource.system();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Reading.Good read = (Reading.Good) Reading.of(file, clock);
        Plan plan = Plan.of(read.config(), read.certificates(), read.ledger().ledger(), clock.instant());
        assertThat(plan.hasErrors()).isFalse();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }
}
