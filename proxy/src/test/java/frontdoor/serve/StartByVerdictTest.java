package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reasons that keep a start from happening: what the file alone decides, and never a certificate. HSTS.md 6. */
class StartByVerdictTest {
    private static final String BACKEND = "backend = \"http://127.0.0.1:1\"";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"https://example.test/", "https://example.test/longer/"})
    void isRefusedForALoopAndForRedirectsWithoutEnd(String redirect) {
        assertThatExceptionOfType(CannotStartException.class)
                .isThrownBy(() -> FrontDoorHarness.open(directory, """
                        frontdoor.sites.shop {
                          hosts = ["example.test"]
                          routes = [{ path = "/", redirect = "%s" }]
                        }
                        """.formatted(redirect)))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.PROBLEMS))
                .withMessageStartingWith(directory.resolve("frontdoor.conf") + ":")
                .withMessageContaining(": sites.shop.routes.0: the redirects ")
                .withMessageEndingWith("[loop]")
                .withMessageNotContaining(System.lineSeparator());
    }

    /** A ramp that would be beyond stage 0, were it not for the certificate, is held there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "redirect-status = 301, hsts.ramp { started = 2020-01-01, stages = [60s] }"})
    void happensWithAnEndedCertificate(String more) throws Exception {
        Instant now = Instant.now();
        Instant from = Instant.parse("2019-01-01T00:00:00Z");
        TestCertificates.write(directory.resolve("old"), from, now.minus(Duration.ofDays(1)), List.of("old.invalid"));
        starts("hosts = [\"old.invalid\"], " + more, "certificate { chain = \"old.pem\", key = \"old.key\" }", BACKEND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "redirect-status = 308, hsts.ramp { started = 2020-01-01, stages = [60s] }"})
    void happensWithAHostThatNoCertificateCovers(String more) throws Exception {
        starts("hosts = [\"example.test\", \"uncovered.invalid\"], " + more, "hsts.include-subdomains = true", BACKEND);
    }

    private void starts(String... lines) throws Exception {
        FrontDoorHarness.open(directory, "frontdoor.sites.shop {\n" + String.join("\n", lines) + "\n}\n")
                .close();
    }
}
