package frontdoor.reload;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PemPair;
import frontdoor.ledger.Promise;
import frontdoor.promises.LedgerFile;
import frontdoor.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is sent that is not recorded, and no certificate waits for a disk. HSTS.md, chapter 4: Ledger. */
class RecordingTest {
    @TempDir
    Path directory;

    @Test
    void recordsAPolicyBeforeItIsSentAndItsEndAfterwards() throws Exception {
        try (WatchedSite site = WatchedSite.open(directory)) {
            site.write(600);
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            assertThat(site.sent()).isEqualTo("max-age=600");
            assertThat(recorded().entries())
                    .satisfiesExactly(
                            first -> {
                                assertThat(first.promise()).hasToString("max-age=300");
                                assertThat(first.isOpen()).isFalse();
                            },
                            second -> {
                                assertThat(second.promise()).hasToString("max-age=600");
                                assertThat(second.isOpen()).isTrue();
                            });
        }
    }

    @Test
    void refusesAReloadThatCannotBeRecordedAndTakesItWhenItCan() throws Exception {
        try (WatchedSite site = WatchedSite.open(directory)) {
            block();
            site.write(600);
            List<Problem> problems = ((Reload.Refused) site.reloader.reload()).problems();
            assertThat(problems)
                    .singleElement()
                    .asString()
                    .contains("state-directory: what browsers would be promised cannot be recorded in "
                            + WatchedSite.state(directory).resolve("ledger"));
            assertThat(site.sent()).isEqualTo("max-age=300");
            unblock();
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            assertThat(site.sent()).isEqualTo("max-age=600");
        }
    }

    @Test
    void startsWithoutAPolicyWhereNoneCanBeRecordedAndSendsItWhenItCan() throws Exception {
        block();
        try (WatchedSite site = WatchedSite.open(directory)) {
            assertThat(site.sent()).isEqualTo("none");
            site.changeover.recordAgain();
            assertThat(site.sent()).isEqualTo("none");
            unblock();
            site.changeover.recordAgain();
            assertThat(site.sent()).isEqualTo("max-age=300");
        }
    }

    @Test
    void startsWithTheLastRecordedPolicyWhereTheNextCannotBeRecorded() throws Exception {
        WatchedSite.open(directory).close();
        block();
        Files.writeString(directory.resolve("frontdoor.conf"), WatchedSite.text(600, ""));
        try (WatchedSite site = new WatchedSite(directory, () -> {})) {
            assertThat(site.sent()).isEqualTo("max-age=300");
            unblock();
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            assertThat(site.sent()).isEqualTo("max-age=600");
        }
    }

    @Test
    void startsAsConfiguredWhereEverythingIsRecordedAlready() throws Exception {
        WatchedSite.open(directory).close();
        block();
        try (WatchedSite site = new WatchedSite(directory, () -> {})) {
            assertThat(site.sent()).isEqualTo("max-age=300");
        }
    }

    /** A ramp's schedule is recorded as far as the certificate reaches, and a renewal extends it. */
    @Test
    void servesARenewedCertificateButStaysAtWhatIsRecorded() throws Exception {
        Instant now = Instant.now();
        try (WatchedSite site = WatchedSite.open(directory)) {
            PemPair.between(now.minus(Duration.ofDays(85)), now.plus(Duration.ofDays(5)), WatchedSite.HOST)
                    .writeTo(site.chain, site.key);
            LocalDate started = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(15);
            site.write(WatchedSite.text(
                    31_536_000, "frontdoor.sites.shop.hsts.ramp { started = " + started + ", stages = [7d, 60d] }"));
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            assertThat(site.sent()).isEqualTo("max-age=604800");
            block();
            PemPair renewed = PemPair.between(
                            now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)), WatchedSite.HOST)
                    .writeTo(site.chain, site.key);
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            assertThat(site.served()).isEqualTo(renewed.serial());
            assertThat(site.sent()).isEqualTo("max-age=604800");
            assertThat(site.changeover.inForce().snapshot().unrecorded()).containsExactly(WatchedSite.HOST);
            unblock();
            site.changeover.recordAgain();
            assertThat(site.sent()).isEqualTo("max-age=5184000");
            Promise last = recorded().entries().getLast().promise();
            assertThat(last.maxAge()).as("what comes later is recorded too").isEqualTo(31_536_000);
        }
    }

    @Test
    void refusesToDropAHostThatBrowsersAreBoundToUnlessItIsAcknowledged() throws Exception {
        try (WatchedSite site = WatchedSite.open(directory)) {
            PemPair.of(WatchedSite.HOST, "next.test").writeTo(site.chain, site.key);
            String moved = WatchedSite.text(300, "").replace("\"" + WatchedSite.HOST + "\"", "\"next.test\"");
            site.write(moved);
            assertThat(((Reload.Refused) site.reloader.reload()).problems())
                    .singleElement()
                    .asString()
                    .contains("sites: browsers use nothing but https for " + WatchedSite.HOST, "[broken-promise]");
            site.write(moved + "frontdoor.acknowledge-broken-promise = [\"" + WatchedSite.HOST + "\"]");
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
        }
    }

    private frontdoor.ledger.Ledger recorded() {
        return new LedgerFile(WatchedSite.state(directory)).read().ledger();
    }

    /** Root may write anywhere, but nobody over a directory. */
    private void block() throws IOException {
        Files.createDirectories(WatchedSite.state(directory).resolve("ledger.new"));
    }

    private void unblock() throws IOException {
        Files.delete(WatchedSite.state(directory).resolve("ledger.new"));
    }
}
