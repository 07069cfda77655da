package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.Pebble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates from a real authority: from nothing to HTTPS with HSTS without a restart. */
class AcmeIT {
    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private final Backend backend = new Backend();

    @AfterEach
    void close() throws Exception {
        backend.close();
    }

    private String site(Pebble pebble, String acme) {
        return """
            frontdoor.acme {
              authorities = [{ name = pebble, url = "%s", trust = "%s" }]
              agree-to-terms = true
              %s
            }
            frontdoor.sites.shop {
              hosts = ["shop.test", "www.shop.test"], certificate = acme
              backend = "http://127.0.0.1:%d"
            }
            """.formatted(pebble.url(), pebble.trust(), acme, backend.port());
    }

    /** B13: the challenge path is answered in the clear; C7: no other certificate is shown meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"http-01", "tls-alpn-01"})
    void fromNothingToHttpsWithHstsWithoutARestart(String challenge) throws Exception {
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls);
                AcmeDoor door = AcmeDoor.open(directory, http, tls, site(pebble, "challenges = [" + challenge + "]"))) {
            SSLContext trust = pebble.issued();
            await().atMost(2, TimeUnit.MINUTES)
                    .until(() -> door.plain("shop.test", "/").status() == 301);
            Answer answer = door.secure(trust, "shop.test", "/");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.policies()).containsExactly("max-age=300");
            assertThat(door.secure(trust, "www.shop.test", "/").policies()).containsExactly("max-age=300");
            assertThat(pebble.log().contains("validate w/ HTTP")).isEqualTo(challenge.equals("http-01"));
            keptForItsOwnerAlone();
        }
    }

    private void keptForItsOwnerAlone() throws Exception {
        try (Stream<Path> files = Files.walk(directory.resolve("state/acme"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    /** A host that awaits its first certificate is refused over TLS, and answers 503 with Retry-After in the clear. */
    @Test
    void nothingIsServedBeforeTheFirstCertificateIsThere() throws Exception {
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls)) {
            SSLContext trust = pebble.issued();
            pebble.stop();
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, site(pebble, ""))) {
                Answer answer = door.plain("shop.test", "/");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.value("retry-after")).isEqualTo("30");
                assertThat(answer.policies()).isEmpty();
                assertThatThrownBy(() -> door.secure(trust, "shop.test", "/"))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("unrecognized_name");
            }
        }
    }

    /** The state directory has all that is needed: no order is placed for what is there. */
    @Test
    void aRestartServesWhatIsThere() throws Exception {
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls)) {
            SSLContext trust = pebble.issued();
            X509Certificate first;
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, site(pebble, ""))) {
                await().atMost(2, TimeUnit.MINUTES)
                        .until(() -> door.plain("shop.test", "/").status() == 301);
                first = door.shown(trust, "shop.test");
            }
            pebble.stop();
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, site(pebble, ""))) {
                assertThat(door.shown(trust, "shop.test")).isEqualTo(first);
            }
        }
    }
}
