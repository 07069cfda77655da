package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A14, A17: what judges any server finds nothing wrong with Frontdoor itself, configured as a preload list demands. */
class AuditOfFrontDoorIT {
    @TempDir
    Path directory;

    private CommandRun audit(FrontDoorHarness door, String host) {
        String tls = ":443:127.0.0.1:" + door.address(true).getPort();
        String plain = ":80:127.0.0.1:" + door.address(false).getPort();
        return CommandRun.of(
                "audit",
                "https://" + host,
                "--ca",
                directory.resolve("development/authority.pem").toString(),
                "--resolve",
                "*" + tls,
                "--resolve",
                "*" + plain);
    }

    private static String site(String hsts) {
        return """
            frontdoor.sites.example {
              hosts = ["example.test", "www.example.test"]
              canonical = "www.example.test"
              hsts { %s }
              backend = "http://127.0.0.1:1"
            }
            """.formatted(hsts);
    }

    @Test
    void findsNothingWrongWithAFrontDoorThatIsReadyForAList() throws Exception {
        String ready = site("max-age = 365d, include-subdomains = true, preload = true");
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, ready)) {
            CommandRun result = audit(door, "example.test");
            assertThat(result.outLines()).last().isEqualTo("0 errors, 0 warnings, 0 notes");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void findsWhatTheConfigurationLacks() throws Exception {
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, site("max-age = 300s"))) {
            CommandRun result = audit(door, "example.test");
            assertThat(result.outLines())
                    .anyMatch(line -> line.startsWith("error: header.preloadable.max_age.below_1_year "))
                    .anyMatch(line -> line.startsWith("error: header.preloadable.preload.missing "))
                    .noneMatch(line -> line.contains("redirects."));
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }
}
