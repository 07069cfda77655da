package frontdoor.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A9: the cost of reading bad pairs again is that of each of them, and not their square. What is counted is the octets that are allocated,
 * which do not depend on the machine and its load.
 */
class ManyPairsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final int FEW = 50;
    private static final int TIMES = 8;

    @TempDir
    private Path directory;

    @Test
    void looksForSomethingBetterAtWhatEachPairNames() throws IOException {
        FrontdoorConfig few = endedPairs("few", FEW);
        FrontdoorConfig many = endedPairs("many", TIMES * FEW);
        octetsOfReadingAgain(few);
        assertThat(octetsOfReadingAgain(many)).isLessThan(2 * TIMES * octetsOfReadingAgain(few));
    }

    private FrontdoorConfig endedPairs(String name, int count) throws IOException {
        Path certs = Files.createDirectory(directory.resolve(name));
        for (int i = 0; i < count; i++) {
            PemPair.between(NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(1)), "s" + i + ".example.com")
                    .writeTo(certs.resolve(i + ".crt"), certs.resolve(i + ".key"));
        }
        Path file = Files.writeString(
                directory.resolve(name + ".conf"),
                "frontdoor { certificates.directory = " + name
                        + ", sites.shop { hosts = [\"s0.example.com\"], backend = \"http://b\" } }");
        return ((ConfigResult.Loaded) ConfigLoader.load(file)).config();
    }

    private static long octetsOfReadingAgain(FrontdoorConfig config) {
        LoadedCertificates first = read(config, LoadedCertificates.NONE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        LoadedCertificates again = read(config, first);
        long octets = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(again.byFiles()).isEqualTo(first.byFiles());
        return octets;
    }

    private static LoadedCertificates read(FrontdoorConfig config, LoadedCertificates previous) {
        CertificateReading.Result result = CertificateReading.read(config, previous, CLOCK);
        assertThat(result).isInstanceOf(CertificateReading.Good.class);
        return ((CertificateReading.Good) result).certificates();
    }
}
