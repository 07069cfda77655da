package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.AcmeDoor;
import frontdoor.fixture.AuthorityTrust;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.MovingClock;
import frontdoor.fixture.Pebble;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.ShopFiles;
import frontdoor.fixture.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site whose renewals fail: that is told louder and louder, and its ramp does not rise (HSTS.md, chapter 4: Gates). */
class AcmeInterlockIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path directory;

    private final int http = FreePort.take();
    private final int tls = FreePort.take();
    private final MovingClock clock = new MovingClock();
    private Path trusted;

    @BeforeEach
    void setUp() {
        trusted = directory.resolve("trusted.pem");
        TestCertificates.writeAuthority(trusted);
    }

    /** At a third, a fifth and a twentieth of the lifetime, once each, with the reason. */
    @Test
    void aRenewalThatFailsIsToldLouderAndLouder() throws Exception {
        new ShopFiles(directory).keep(Duration.ofDays(31), "shop.test");
        String text =
                ShopFiles.written("{ name = pebble, url = \"https://127.0.0.1:1/\" }", "", "hosts = [\"shop.test\"]");
        try (RecordedLog log = RecordedLog.of("frontdoor.acme.Issuance");
                AcmeDoor door = AcmeDoor.open(directory, http, tls, text, clock)) {
            clock.awaitLook();
            assertThat(alarms(log)).isEmpty();
            List<String> parts = List.of("a third", "a fifth", "a twentieth");
            List<Integer> days = List.of(2, 13, 12);
            for (int i = 0; i < parts.size(); i++) {
                int told = i + 1;
                clock.pass(Duration.ofDays(days.get(i)));
                await().atMost(PATIENCE).until(() -> alarms(log).size() == told);
                clock.awaitLook();
                assertThat(alarms(log))
                        .hasSize(told)
                        .last()
                        .asString()
                        .contains("left=\"" + parts.get(i) + " of its lifetime\"")
                        .contains("it cannot be reached: connection refused");
            }
            assertThat(CommandRun.of("certificates", "list", door.file().toString())
                            .out())
                    .contains("  acme; not renewed: pebble at ")
                    .contains("it cannot be reached: connection refused");
            assertThat(log.events())
                    .filteredOn(event -> event.getLevel().levelStr.equals("ERROR"))
                    .as("at last")
                    .hasSize(1);
            assertThat(door.plain("shop.test", "/").status()).isEqualTo(301);
        }
    }

    private static List<String> alarms(RecordedLog log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("a certificate is not renewed;"))
                .toList();
    }

    /** By its date the ramp is at thirty days; it went bad when that was fourteen. A renewal lets it rise at once. */
    @Test
    void theRampRisesOnlyOnceItIsRenewed() throws Exception {
        new ShopFiles(directory).keep(Duration.ofDays(9), "shop.test");
        String ramp = "hosts = [\"shop.test\"], hsts { max-age = 365d, ramp { started = %s, stages = [5m, 14d, 30d] } }"
                .formatted(LocalDate.now(ZoneOffset.UTC).minusDays(20));
        try (Pebble pebble = Pebble.open(directory.resolve("pebble"), http, tls)) {
            SSLContext trust = AuthorityTrust.of(trusted, pebble.root());
            pebble.freeze(true);
            String text = ShopFiles.written(
                            "{ name = pebble, url = \"%s\", trust = \"%s\" }".formatted(pebble.url(), pebble.trust()),
                            "",
                            ramp)
                    + "frontdoor.admin.listen = \"127.0.0.1:%d\"\n".formatted(FreePort.take());
            try (AcmeDoor door = AcmeDoor.open(directory, http, tls, text)) {
                assertThat(door.secure(trust, "shop.test", "/").policies()).containsExactly("max-age=1209600");
                assertThat(CommandRun.of("hsts", door.file().toString()).out())
                        .contains("held: the certificate is in the last fifth of its lifetime");
                pebble.freeze(false);
                // Whatever the pause after a failure: at once.
                assertThat(CommandRun.of(
                                        "certificates",
                                        "renew",
                                        "shop",
                                        door.file().toString())
                                .out())
                        .contains("another certificate is asked for");
                await().atMost(PATIENCE)
                        .until(() ->
                                door.secure(trust, "shop.test", "/").policies().equals(List.of("max-age=2592000")));
            }
        }
    }
}
