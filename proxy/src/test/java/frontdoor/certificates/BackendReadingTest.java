package frontdoor.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.TestCertificates;
import frontdoor.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C17, Q11: the files of TLS with backends: what is wrong with them is told with its place, and good copies stay. */
class BackendReadingTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path directory;

    @BeforeEach
    void writeOwnPair() {
        pair("own");
        TestCertificates.writeAuthority(directory.resolve("ca.pem"));
    }

    private void pair(String name) {
        Instant now = CLOCK.instant();
        PemPair.between(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), "shop.test")
                .writeTo(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    private FrontdoorConfig config(String server, String tls) throws IOException {
        Path file = Files.writeString(directory.resolve("f.conf"), """
                frontdoor.upstreams.u {
                  servers = ["%s"]
                  tls { %s }
                }
                frontdoor.upstreams.idle { servers = ["http://b"] }
                frontdoor.sites.a {
                  hosts = [shop.test], backend = "http://b", certificate { chain = own.pem, key = own.key }
                }
                """.formatted(server, tls));
        return ((ConfigResult.Loaded) ConfigLoader.load(file)).config();
    }

    private static List<String> problems(FrontdoorConfig config, Path directory) {
        CertificateReading.Result result = CertificateReading.read(config, LoadedCertificates.NONE, CLOCK);
        assertThat(result).isInstanceOf(CertificateReading.Bad.class);
        return ((CertificateReading.Bad) result)
                .problems().stream()
                        .map(Problem::toString)
                        .map(text -> text.replace(directory + "/", ""))
                        .toList();
    }

    private static LoadedCertificates good(FrontdoorConfig config, LoadedCertificates previous) {
        CertificateReading.Result result = CertificateReading.read(config, previous, CLOCK);
        assertThat(result).isInstanceOf(CertificateReading.Good.class);
        return ((CertificateReading.Good) result).certificates();
    }

    @Test
    void tellsOfFilesThatAreOfNoUse() throws IOException {
        Files.writeString(directory.resolve("other.pem"), "no PEM");
        pair("client");
        Files.copy(directory.resolve("own.key"), directory.resolve("misfit.key"));
        FrontdoorConfig config =
                config("https://b", "authorities = other.pem, certificate { chain = client.pem, key = misfit.key }");
        assertThat(problems(config, directory))
                .containsExactly(
                        "f.conf:3: upstreams.u.tls.authorities: other.pem: holds no PEM certificate; it should begin with"
                                + " -----BEGIN CERTIFICATE-----",
                        "f.conf:3: upstreams.u.tls.certificate.key: misfit.key: the key does not belong to the first certificate"
                                + " of client.pem, nor to another one there; name the two files that were issued together");
        assertThat(problems(config("https://b", "authorities = none.pem"), directory))
                .containsExactly(
                        "f.conf:3: upstreams.u.tls.authorities: none.pem: no such file; check the path and whether"
                                + " it is mounted");
    }

    @Test
    void warnsLoudlyWhereNothingIsVerified() throws IOException {
        LoadedCertificates read =
                good(config("https://b", "verify = false, authorities = none.pem"), LoadedCertificates.NONE);
        assertThat(read.warnings())
                .anySatisfy(
                        warning -> assertThat(warning)
                                .contains(
                                        "f.conf:3: upstreams.u.tls.verify: is false: whoever answers in the place of these servers"));
        assertThat(read.backends().values())
                .singleElement()
                .satisfies(terms -> assertThat(terms.verify()).isFalse());
    }

    @Test
    void keepsTheGoodCopyOfAFileThatHasGoneBad() throws IOException {
        FrontdoorConfig config = config("https://b", "authorities = ca.pem");
        LoadedCertificates before = good(config, LoadedCertificates.NONE);
        Files.delete(directory.resolve("ca.pem"));
        LoadedCertificates after = good(config, before);
        assertThat(after.backends()).isEqualTo(before.backends());
        assertThat(after.warnings())
                .anySatisfy(warning ->
                        assertThat(warning).contains("upstreams.u.tls.authorities", "good copy in memory stays"));
    }

    /** A file that nobody needs may be bad. */
    @Test
    void readsOnlyWhatIsReachedOverTls() throws IOException {
        FrontdoorConfig config = config("https://b", "authorities = ca.pem");
        assertThat(CertificateFiles.named(config))
                .contains(directory.resolve("ca.pem"), directory.resolve("own.pem"))
                .hasSize(3);
        assertThat(good(config, LoadedCertificates.NONE).backends()).hasSize(1);
    }
}
