package frontdoor.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import frontdoor.fixture.ChainBuilder;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.RecordedLog;
import frontdoor.report.Problem;
import frontdoor.snapshot.InForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of a reload: what it puts in force, and what it leaves as it was. Q11, Q12. */
class ReloaderTest {
    @TempDir
    Path directory;

    private WatchedSite site;

    @BeforeEach
    void open() throws Exception {
        site = WatchedSite.open(directory);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void changesNothingWhenNothingHasChanged() {
        InForce before = site.changeover.inForce();
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Unchanged.class);
        assertThat(site.changeover.inForce().snapshot()).isSameAs(before.snapshot());
    }

    /** An edit of words that nobody serves is told as such, and changes where problems are from then on. */
    @Test
    void takesAnotherLineForNoChange() throws IOException {
        InForce before = site.changeover.inForce();
        Files.writeString(site.file, "# a comment\n" + Files.readString(site.file));

        assertThat(site.reloader.reload()).isInstanceOf(Reload.Unchanged.class);
        InForce after = site.changeover.inForce();
        assertThat(after.snapshot()).isSameAs(before.snapshot());
        assertThat(after.config().places().of("sites.shop").line())
                .isEqualTo(before.config().places().of("sites.shop").line() + 1);
    }

    /** A watch is faster than whoever asks: the answer tells that the edit was not overlooked. */
    @Test
    void tellsSinceWhenIsServedWhatHasNotChanged() throws IOException {
        Instant started = unchangedSince();
        assertThat(unchangedSince()).isEqualTo(started);
        site.write(4711);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
        assertThat(unchangedSince()).isAfter(started);
    }

    private Instant unchangedSince() {
        return ((Reload.Unchanged) site.reloader.reload()).since();
    }

    @Test
    void buildsNothingAnewWhoseFilesHoldTheSameOctets() {
        InForce before = site.changeover.inForce();
        site.write(300);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Unchanged.class);
        assertThat(site.outcomes).as("it is told all the same").hasSize(1);
        InForce after = site.changeover.inForce();
        assertThat(after.config()).as("not read").isSameAs(before.config());
        assertThat(after.certificates().byFiles().values())
                .as("not parsed")
                .first()
                .isSameAs(before.certificates().byFiles().values().iterator().next());
    }

    @Test
    void readsTheConfigurationAgainWhenItComesBackToWhatIsInForce() {
        site.write("frontdoor {");
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Refused.class);
        site.write(300);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Unchanged.class);
        site.write(301);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
        site.write(300);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
        assertThat(site.maxAge()).isEqualTo(300);
    }

    @Test
    void tellsEveryProblemAndChangesNothing() {
        InForce before = site.changeover.inForce();
        site.write(WatchedSite.text(301, "frontdoor.drain-timeout = 5\nfrontdoor.drayn = 1"));
        assertThat(refused())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith(site.file + ":7: drain-timeout: 5 has no unit"),
                        second -> assertThat(second).startsWith(site.file + ":8: drayn: unknown key"));
        assertThat(site.changeover.inForce().config()).isEqualTo(before.config());
        assertThat(site.changeover.inForce().snapshot()).isSameAs(before.snapshot());
    }

    /** Nobody else would tell that the next edit starts from a good file. */
    @Test
    void tellsThatAFileIsGoodAgainAlsoWhenItIsWhatIsServedAlready() {
        try (RecordedLog told = RecordedLog.ofAll(ReloadLog.class)) {
            site.write("broken {");
            assertThat(refused()).isNotEmpty();
            site.write(300);
            told.events().clear();
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Unchanged.class);
            assertThat(told.events())
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly("configuration is good again, and is what is served already");
            told.events().clear();
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Unchanged.class);
            assertThat(told.events())
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly("configuration read again, it says what is served already");
        }
    }

    /** The watch has told of it when somebody asks for a reload. */
    @Test
    void tellsAProblemOnceHoweverOftenItIsRefusedFor() {
        try (RecordedLog told = RecordedLog.of(ReloadLog.class)) {
            site.write(WatchedSite.text(301, "frontdoor.drayn = 1"));
            assertThat(site.reloader.reloadChanged()).isInstanceOf(Reload.Refused.class);
            assertThat(refused()).hasSize(1);
            assertThat(told.events())
                    .extracting(ILoggingEvent::getMessage)
                    .containsExactly(
                            "reload refused, the configuration stays as it was",
                            "reload refused again, for what was told before");
            told.events().clear();
            site.write(WatchedSite.text(301, "frontdoor.drayn = 1\nfrontdoor.drain-timeout = 5"));
            assertThat(refused()).hasSize(2);
            assertThat(told.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getKeyValuePairs())
                            .singleElement()
                            .asString()
                            .contains("drain-timeout: 5 has no unit"));
        }
    }

    @Test
    void refusesAFileThatIsGoneOrCutShort() throws IOException {
        Files.delete(site.file);
        assertThat(refused()).singleElement().hasToString(site.file + ": no such file");
        site.write(WatchedSite.text(301, "").substring(0, 60));
        assertThat(refused()).singleElement().asString().contains("syntax error");
        site.write("");
        assertThat(refused()).singleElement().asString().contains("has no frontdoor");
        assertThat(site.maxAge()).isEqualTo(300);
    }

    @Test
    void refusesAMissingInclude() {
        site.write("include required(\"gone.conf\")\n" + WatchedSite.text(301, ""));
        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith(site.file + ":1: ")
                .contains("gone.conf");
    }

    @Test
    void refusesAnotherListenerByName() {
        site.write(WatchedSite.text(301, "frontdoor.listen.tls = [\":8443\"]\nfrontdoor.admin.listen = off"));
        assertThat(refused())
                .extracting(Problem::toString)
                .containsExactly(
                        site.file
                                + ":7: listen.tls: changed from [:443] to [:8443], which takes effect at a start only;"
                                + " restart, or change it back",
                        site.file
                                + ":8: admin.listen: changed from 127.0.0.1:9901 to off, which takes effect at a start"
                                + " only; restart, or change it back");
        assertThat(site.maxAge()).isEqualTo(300);
    }

    @Test
    void takesTheRestOfAConfigurationWhosePairIsBadJustNow() throws IOException {
        String before = site.served();
        Files.writeString(site.key, "garbage");
        site.write(302);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
        assertThat(site.maxAge()).isEqualTo(302);
        assertThat(site.served()).isEqualTo(before);
    }

    @Test
    void renewsTheCertificatesOfTheConfigurationInForceWhileTheFileIsBroken() {
        site.write("broken {");
        PemPair pair = PemPair.of(WatchedSite.HOST).writeTo(site.chain, site.key);
        assertThat(site.reloader.reload()).isInstanceOf(Reload.Refused.class);
        assertThat(site.served()).isEqualTo(pair.serial());
        assertThat(site.certificateInForce()).isEqualTo(pair.serial());
    }

    @Test
    void keepsAPairThatCoversTheHostsWhenItsFilesNoLongerDo() {
        String before = site.served();
        PemPair.of("blog.test").writeTo(site.chain, site.key);
        Reload outcome = site.reloader.reload();
        assertThat(((Reload.Unchanged) outcome).warnings())
                .first()
                .asString()
                .contains("sites.shop.certificate", "covers none of the hosts any more");
        assertThat(site.served()).isEqualTo(before);
    }

    @Test
    void neverReplacesAValidCertificateWithAnEndedOne() {
        String before = site.served();
        Instant now = Instant.now();
        PemPair.between(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)), WatchedSite.HOST)
                .writeTo(site.chain, site.key);
        site.reloader.reload();
        site.reloader.reload();
        assertThat(site.served()).isEqualTo(before);
    }

    @Test
    void refusesWhatPlanFindsAnErrorInWithItsLine() {
        InForce before = site.changeover.inForce();
        site.write(WatchedSite.text(300, """
                frontdoor.sites.shop {
                  redirect-status = 301
                  hsts.ramp { started = 2999-01-01, stages = [60s] }
                }"""));
        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith(site.file + ":8: sites.shop.redirect-status: the ramp has not started")
                .endsWith("[permanent-redirect-at-stage-0]");
        assertThat(site.changeover.inForce().snapshot()).isSameAs(before.snapshot());
    }

    @Test
    void neverReplacesACertificateThatBrowsersAcceptWithOneThatTheyRefuse() {
        String before = site.served();
        Instant now = Instant.now();
        new ChainBuilder(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(60)), List.of(WatchedSite.HOST))
                .rsa(1024)
                .pem()
                .writeTo(site.chain, site.key);
        site.reloader.reload();
        site.reloader.reload();
        assertThat(site.served()).isEqualTo(before);
    }

    /** As at a start; another line of the file is no news. */
    @Test
    void tellsOnceOfAPairThatAnswersForNoHost() {
        PemPair.of("blog.test").writeTo(directory.resolve("b.crt"), directory.resolve("b.key"));
        String idle = "frontdoor.certificates.blog { chain = \"b.crt\", key = \"b.key\" }";
        try (RecordedLog told = RecordedLog.ofAll("frontdoor.reload.CertificateChanges")) {
            site.write(WatchedSite.text(300, idle));
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            site.write(WatchedSite.text(301, "\n" + idle));
            assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            assertThat(told.events())
                    .filteredOn(event -> event.getMessage().equals("certificate"))
                    .extracting(event -> event.getKeyValuePairs().toString())
                    .filteredOn(note -> !note.contains("is left out of the chain"))
                    .singleElement()
                    .satisfies(note -> assertThat(note)
                            .contains(site.file + ":7: certificates.blog: ", "b.crt answers for no host"));
        }
    }

    @Test
    void warnsOnceOfWhatManyReloadsFind() {
        try (RecordedLog told = RecordedLog.of("frontdoor.plan.VerdictLog")) {
            for (int seconds = 1; seconds <= 3; seconds++) {
                site.write(WatchedSite.text(630_720_000, "frontdoor.drain-timeout = " + seconds + "s"));
                assertThat(site.reloader.reload()).isInstanceOf(Reload.Applied.class);
            }
            assertThat(told.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getKeyValuePairs())
                            .anyMatch(pair -> "preload-long".equals(String.valueOf(pair.value))));
        }
    }

    private List<Problem> refused() {
        return ((Reload.Refused) site.reloader.reload()).problems();
    }
}
