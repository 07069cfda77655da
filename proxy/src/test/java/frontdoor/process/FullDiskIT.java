package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory on a disk of its own, which is full, or cannot be written any more. HSTS.md, chapter 4: Ledger. */
class FullDiskIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String FULL = "no space left on device";
    private static final String READ_ONLY = "read-only file system";

    @TempDir
    Path directory;

    private Path state;
    private SiteFiles site;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        state = Files.createDirectory(directory.resolve("state"));
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to mount a small disk");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", state.toString()), "needs the right to mount");
        site = new SiteFiles(directory, 1, 1);
    }

    @AfterEach
    void unmount() throws Exception {
        while (run("umount", "--lazy", state.toString())) {
            // What is mounted over the disk goes first.
        }
    }

    @Test
    void refusesAReloadByNameOnAFullDiskAndServesARenewedCertificate() throws Exception {
        try (FrontdoorProcess frontdoor = serve()) {
            fill();
            assertRefusedUntilWritable(frontdoor, FULL, this::makeRoom);
        }
    }

    @Test
    void refusesAReloadByNameOnAReadOnlyDiskAndServesARenewedCertificate() throws Exception {
        try (FrontdoorProcess frontdoor = serve()) {
            makeReadOnly();
            assertRefusedUntilWritable(frontdoor, READ_ONLY, this::makeWritable);
        }
    }

    private void assertRefusedUntilWritable(FrontdoorProcess frontdoor, String reason, Repair repair) throws Exception {
        site.writeConfiguration(600);
        frontdoor.awaitLog("reload refused, the configuration stays as it was problem=\"" + site.configuration()
                + ":5: state-directory: what browsers would be promised cannot be recorded in "
                + state.resolve("ledger") + ": " + reason);
        frontdoor.awaitLog("the ledger cannot be written; policies stay at what is recorded file=\""
                + state.resolve("ledger") + "\" reason=\"" + reason + "\"");
        PemPair renewed = PemPair.of(SiteFiles.HOST);
        site.replaceCertificate(renewed);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(TlsClient.serial(frontdoor.tlsPort())).isEqualTo(renewed.serial()));
        assertThat(hsts(frontdoor)).isEqualTo("max-age=300");
        repair.run();
        frontdoor.signal("HUP");
        awaitHsts(frontdoor, "max-age=600");
        frontdoor.awaitLog("the ledger can be written again");
    }

    @Test
    void startsOnAFullDiskWithTheLastPolicyThatIsRecordedAndRecoversByItself() throws Exception {
        serve().close();
        fill();
        site.writeConfiguration(600);
        assertKeepsWhatIsRecordedAndRecovers("max-age=300", FULL, this::makeRoom);
    }

    @Test
    void startsOnAReadOnlyDiskWithTheLastPolicyThatIsRecordedAndRecoversByItself() throws Exception {
        serve().close();
        makeReadOnly();
        site.writeConfiguration(600);
        assertKeepsWhatIsRecordedAndRecovers("max-age=300", READ_ONLY, this::makeWritable);
    }

    @Test
    void startsOnAFullDiskWithoutAPolicyWhereNothingIsRecordedAndRecoversByItself() throws Exception {
        fill();
        site.writeConfiguration(600);
        assertKeepsWhatIsRecordedAndRecovers("none", FULL, this::makeRoom);
    }

    private void assertKeepsWhatIsRecordedAndRecovers(String kept, String reason, Repair repair) throws Exception {
        try (FrontdoorProcess frontdoor = serve()) {
            assertThat(hsts(frontdoor)).isEqualTo(kept);
            assertThat(frontdoor.log())
                    .contains("ERROR", "policies stay at what is recorded", "reason=\"" + reason + "\"")
                    .contains(
                            "the HSTS policy of the host cannot be recorded; it sends what is recorded, or none host=\""
                                    + SiteFiles.HOST + "\" configured=\"max-age=600\"");
            repair.run();
            awaitHsts(frontdoor, "max-age=600");
            frontdoor.awaitLog("the ledger can be written again");
        }
        assertThat(Files.readString(state.resolve("ledger"))).contains("max-age=600 from ");
    }

    /** Nobody has ever been promised anything from there: a mistake to be told at once. DESIGN.md, chapter 2. */
    @Test
    void doesNotStartWhereTheDirectoryCannotBeWrittenAndNothingWasEverRecorded() throws Exception {
        makeReadOnly();
        try (FrontdoorProcess frontdoor =
                FrontdoorProcess.start(directory, "run", site.configuration().toString())) {
            assertThat(frontdoor.awaitEnd(SOON)).isEqualTo(3);
            assertThat(frontdoor.plainLines())
                    .containsExactly("frontdoor: the state directory " + state
                            + " is not writable; make it so for this user, or choose another with state-directory ("
                            + READ_ONLY + ")");
        }
    }

    private FrontdoorProcess serve() {
        return FrontdoorProcess.serve(directory, site.configuration());
    }

    private static void awaitHsts(FrontdoorProcess frontdoor, String policy) {
        await().atMost(SOON).untilAsserted(() -> assertThat(hsts(frontdoor)).isEqualTo(policy));
    }

    private static String hsts(FrontdoorProcess frontdoor) throws IOException {
        try (TlsClient client = TlsClient.connect(frontdoor.tlsPort())) {
            return client.ask("/")
                    .lines()
                    .filter(line -> line.startsWith("Strict-Transport-Security: "))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .findFirst()
                    .orElse("none");
        }
    }

    private void fill() {
        try (OutputStream filler = Files.newOutputStream(state.resolve("filler"))) {
            while (true) {
                filler.write(new byte[512]);
            }
        } catch (IOException full) {
            assertThat(full.getMessage()).containsIgnoringCase(FULL);
        }
    }

    private void makeRoom() throws IOException {
        Files.delete(state.resolve("filler"));
    }

    /** A second mount over the first: that one cannot be made read-only while the lock in it is open for writing. */
    private void makeReadOnly() throws Exception {
        assertThat(run("mount", "--bind", "-o", "ro", state.toString(), state.toString()))
                .isTrue();
    }

    private void makeWritable() throws Exception {
        assertThat(run("umount", "--lazy", state.toString())).isTrue();
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(List.of(command))
                        .redirectError(Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The repair that makes a disk good again. */
    private interface Repair {
        void run() throws Exception;
    }
}
