package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HealthCheckConfigTest {
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?m)^ *# upstreams\\.NAME\\.health-check\\.(\\S+ = .*)$");

    private static HealthCheckConfig check(String text) {
        ConfigResult read = ConfigLoader.parse("f.conf", """
                frontdoor {
                  sites.a { hosts = [a.test], certificate { chain = c, key = k }, backend = "http://a:80" }
                  upstreams.u { servers = ["a:80"], health-check { %s } }
                }
                """.formatted(text));
        return ((ConfigResult.Loaded) read)
                .config()
                .upstreams()
                .named()
                .get("u")
                .settings()
                .healthCheck()
                .orElseThrow();
    }

    @Test
    void hasTheDefaultsThatAreDocumented() throws IOException {
        String documented = DOCUMENTED
                .matcher(Files.readString(Path.of("..", "config", "reference.conf")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.joining("\n"));
        assertThat(documented.lines()).hasSize(7);
        assertThat(check(documented)).isEqualTo(check("path = \"/healthz\", host = shop.example"));
    }
}
