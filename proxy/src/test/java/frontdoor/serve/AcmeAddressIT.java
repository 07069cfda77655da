package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.Pebble;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8738: certificates of addresses, by both challenges that there are for them. */
class AcmeAddressIT {
    private static final int ADDRESS = 7;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"http-01", "tls-alpn-01"})
    void anAddressGetsACertificate(String challenge) throws Exception {
        int http = FreePort.take();
        int tls = FreePort.take();
        try (Backend backend = new Backend();
                Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls);
                AcmeDoor door = AcmeDoor.open(
                        directory, http, tls, """
                    frontdoor.acme {
                      authorities = [{ name = pebble, url = "%s", trust = "%s" }]
                      agree-to-terms = true, challenges = [%s]
                    }
                    frontdoor.sites.shop {
                      hosts = ["shop.test", "127.0.0.1"], certificate = acme, backend = "http://127.0.0.1:%d"
                    }
                    """.formatted(pebble.url(), pebble.trust(), challenge, backend.port()))) {
            await().atMost(120, TimeUnit.SECONDS)
                    .until(() -> door.plain("127.0.0.1", "/").status() == 301);
            X509Certificate shown = door.shown(pebble.issued(), "shop.test");
            assertThat(shown.getSubjectAlternativeNames()).contains(List.of(ADDRESS, "127.0.0.1"));
        }
    }
}
