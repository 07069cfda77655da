package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.Backend;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A front door that awaits a certificate serves what was taken over from certbot meanwhile. */
class CertbotImportIT {
    @TempDir
    private Path directory;

    @Test
    void aRunningFrontDoorServesWhatWasTakenOver() throws Exception {
        try (Backend backend = new Backend();
                AcmeDoor door =
                        AcmeDoor.open(directory, FreePort.take(), FreePort.take(), """
                    frontdoor.acme { authorities = [{ name = own, url = "https://127.0.0.1:1/" }], agree-to-terms = true }
                    frontdoor.sites.shop {
                      hosts = ["shop.test"], certificate = acme, backend = "http://127.0.0.1:%d"
                    }
                    """.formatted(backend.port()))) {
            assertThat(door.plain("shop.test", "/").status()).isEqualTo(503);
            Path live = Files.createDirectories(directory.resolve("letsencrypt/live/shop.test"));
            KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
            Instant now = Instant.now();
            TestCertificates.writeKey(live.resolve("privkey.pem"), keys.getPrivate());
            TestCertificates.writeChain(
                    live.resolve("fullchain.pem"),
                    TestCertificates.leaf(
                            keys, List.of("shop.test"), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(80))),
                    TestCertificates.AUTHORITY);
            assertThat(CommandRun.of(
                                    "certificates",
                                    "import",
                                    "certbot",
                                    "--directory",
                                    directory.resolve("letsencrypt").toString(),
                                    door.file().toString())
                            .exitCode())
                    .isEqualTo(ExitCode.GOOD);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> door.plain("shop.test", "/").status() == 301);
        }
    }
}
