package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.PemPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A14, A17: what judges any server finds nothing wrong with Frontdoor itself, configured as a preload list demands. */
class AuditOfFrontDoorIT {
    @TempDir
    Path directory;

    private CommandRun audit(FrontDoorHarness door, String host, String... more) {
        String tls = ":443:127.0.0.1:" + door.address(true).getPort();
        String plain = ":80:127.0.0.1:" + door.address(false).getPort();
        List<String> arguments = new ArrayList<>(List.of("audit", "https://" + host));
        arguments.addAll(List.of("--resolve", "*" + tls, "--resolve", "*" + plain));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--ca")) {
            arguments.addAll(List.of(
                    "--ca", directory.resolve("development/authority.pem").toString()));
        }
        return CommandRun.of(arguments);
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
            CommandRun result = audit(door, "example.test", "--preload");
            assertThat(result.outLines()).last().isEqualTo("0 errors, 0 warnings, 0 notes");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void findsWhatTheConfigurationLacks() throws Exception {
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, site("max-age = 300s"))) {
            CommandRun result = audit(door, "example.test", "--preload");
            assertThat(result.outLines())
                    .anyMatch(line -> line.startsWith("error: header.preloadable.max_age.below_1_year "))
                    .anyMatch(line -> line.startsWith("error: header.preloadable.preload.missing "))
                    .noneMatch(line -> line.contains("redirects."));
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    /** RFC 3986 3.2.2 allows the character, and browsers come with it. */
    @Test
    void looksAtAHostWithAnUnderscore() throws Exception {
        PemPair pair = PemPair.of("example.test", "www.example.test", "my_app.example.test");
        pair.writeTo(directory.resolve("odd.crt"), directory.resolve("odd.key"));
        Path authority = Files.writeString(directory.resolve("authority.pem"), pair.authority());
        String odd = """
            frontdoor.sites.odd {
              hosts = ["my_app.example.test"]
              certificate { chain = odd.crt, key = odd.key }
              hsts.max-age = 365d
              backend = "http://127.0.0.1:1"
            }
            """;
        Path names = Files.writeString(directory.resolve("names"), "my_app.example.test\n");
        Path parent = Files.writeString(
                directory.resolve("parent.conf"),
                site("max-age = 365d, include-subdomains = true }\n  certificate { chain = odd.crt, key = odd.key"));
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, odd)) {
            CommandRun result = audit(door, "my_app.example.test", "--ca", authority.toString());
            assertThat(result.outLines())
                    .anyMatch(line -> line.contains("my_app.example.test") && line.endsWith(", good"));
            assertThat(result.out()).contains("\n0 errors, ");
            assertThat(result.exitCode()).isZero();
            assertThat(audit(door, "my_app.example.test", "--preload", "--ca", authority.toString())
                            .out())
                    .contains("error: domain.format.invalid_characters");

            List<String> plan =
                    new ArrayList<>(List.of("plan", parent.toString(), "--names", names.toString(), "--probe"));
            plan.addAll(List.of("--ca", authority.toString()));
            plan.addAll(List.of(
                    "--connect-to", ":443:127.0.0.1:" + door.address(true).getPort()));
            plan.addAll(List.of(
                    "--connect-to", ":80:127.0.0.1:" + door.address(false).getPort()));
            CommandRun probed = CommandRun.of(plan);
            assertThat(probed.outLines()).first().asString().startsWith("good     my_app.example.test  another server");
            assertThat(probed.exitCode()).isZero();
        }
    }
}
