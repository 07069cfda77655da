package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.fixture.PemPair;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import frontdoor.tls.CertificateStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(100_000);
    private static final Instant LATE = NOW.plusSeconds(900_000);

    @TempDir
    Path directory;

    private PairFiles files(String name) {
        return PairFiles.of(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    private CertificatePair pair(String name, Instant end, String... hosts) {
        PemPair.between(NOW.minusSeconds(100), end, hosts)
                .writeTo(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
        return ((CertificateLoading.Loaded) CertificateLoader.load(files(name))).pair();
    }

    /** LESSONS 35: what is read but not served tells nothing of what browsers see. */
    @Test
    void tellsTheEndOfWhatIsServed() {
        CertificatePair served = pair("served", LATE, "a.test", "10.0.0.1");
        CertificatePair other = pair("other", SOON, "a.test", "b.test");
        CertificateStore store = CertificateStore.of(List.of(served, other), List.of(), InstantSource.fixed(NOW));
        assertThat(CertificateMetrics.notAfter(store))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a.test", (double) LATE.getEpochSecond(),
                        "b.test", (double) SOON.getEpochSecond(),
                        "10.0.0.1", (double) LATE.getEpochSecond()));
    }

    @Test
    void tellsWhoseFilesHoldSomethingElse() {
        CertificatePair good = pair("good", LATE, "a.test");
        CertificatePair kept = pair("kept", LATE, "b.test");
        LoadedCertificates certificates = new LoadedCertificates(
                Map.of(files("good"), good, files("kept"), kept),
                CertificateStore.of(List.of(good, kept), List.of(), InstantSource.fixed(NOW)),
                Map.of(),
                List.of(),
                List.of(),
                Set.of(files("kept")),
                Map.of(),
                Map.of());
        assertThat(CertificateMetrics.differing(certificates))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a.test", 0.0, "b.test", 1.0));
    }
}
