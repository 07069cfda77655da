package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.config.SiteConfig;
import frontdoor.fixture.PemPair;
import frontdoor.snapshot.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A9: a configuration that another one has replaced is kept in memory by nobody, not even by those who started with it. */
class ReplacedConfigurationIT {
    private static final int SITES = 300;

    @TempDir
    private Path directory;

    @Test
    void leavesNothingOfTheConfigurationThatItStartedWith() throws IOException {
        PemPair.of("*.example.com").writeTo(directory.resolve("a.pem"), directory.resolve("a.key"));
        Path file = write("1d");
        try (FrontdoorProcess frontdoor = FrontdoorProcess.serve(directory, file)) {
            write("2d");
            frontdoor.signal("HUP");
            frontdoor.awaitLog("configuration reloaded");
            await().untilAsserted(() -> {
                LiveObjects live = LiveObjects.of(frontdoor);
                assertThat(live.count(SiteConfig.class)).isEqualTo(SITES);
                assertThat(live.count(Site.class)).isEqualTo(SITES);
            });
        }
    }

    private Path write(String maxAge) throws IOException {
        String sites = IntStream.range(0, SITES)
                .mapToObj(
                        "sites.s%1$d { hosts = [\"s%1$d.example.com\"], backend = \"http://127.0.0.1:1\" }\n"
                                ::formatted)
                .collect(Collectors.joining());
        return Files.writeString(directory.resolve("many.conf"), """
                frontdoor {
                  listen { plaintext = ["127.0.0.1:0"], tls = ["127.0.0.1:0"] }
                  admin.listen = off
                  state-directory = state
                  certificates.a { chain = a.pem, key = a.key }
                  site-defaults.hsts.max-age = %s
                """.formatted(maxAge) + sites + "}");
    }
}
