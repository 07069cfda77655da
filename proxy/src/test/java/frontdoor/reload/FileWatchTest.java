package frontdoor.reload;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PemPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of files are noticed, and when: Q11 and Q12, without a clock. */
class FileWatchTest {
    @TempDir
    Path directory;

    private WatchedSite site;

    @BeforeEach
    void open() throws Exception {
        site = WatchedSite.open(directory);
        site.lookUntilAtRest();
        site.outcomes.clear();
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** What the counters of reloads count. */
    @Test
    void countsNoReloadForTheLookThatFollowsAStart() throws Exception {
        try (WatchedSite started = new WatchedSite(directory, () -> {})) {
            assertThat(started.lookUntilAtRest()).isNull();
            started.write(301);
            assertThat(started.lookUntilAtRest()).isInstanceOf(Reload.Applied.class);
        }
    }

    @Test
    void waitsUntilTwoLooksAgree() {
        site.write(400);
        assertThat(site.look()).isNull();
        site.write(500);
        assertThat(site.look()).isNull();
        assertThat(site.look()).isInstanceOf(Reload.Applied.class);
        assertThat(site.maxAge()).isEqualTo(500);
        assertThat(site.look()).isNull();
    }

    @Test
    void findsWhatChangedBetweenReadingAndWatching() throws Exception {
        try (WatchedSite late = new WatchedSite(directory, () -> site.write(900))) {
            assertThat(late.look()).isInstanceOf(Reload.Applied.class);
            assertThat(late.maxAge()).isEqualTo(900);
        }
    }

    @Test
    void passesOverWhatIsTouchedOrWrittenAgain() throws IOException {
        Files.setLastModifiedTime(site.file, FileTime.from(Instant.now().plusSeconds(60)));
        site.write(300);
        Files.copy(site.chain, directory.resolve("copy"));
        Files.move(directory.resolve("copy"), site.chain, StandardCopyOption.REPLACE_EXISTING);
        assertThat(site.lookUntilAtRest()).isNull();
    }

    @Test
    void findsTwoChangesWithinOneTickOfTheFileSystemsClock() throws IOException {
        FileTime time = Files.getLastModifiedTime(site.file);
        site.write(400);
        Files.setLastModifiedTime(site.file, time);
        site.lookUntilAtRest();
        site.write(500);
        Files.setLastModifiedTime(site.file, time);
        site.lookUntilAtRest();
        assertThat(site.maxAge()).isEqualTo(500);
    }

    @Test
    void findsARename() throws IOException {
        Path fresh = directory.resolve("frontdoor.conf~");
        Files.writeString(fresh, WatchedSite.text(700, ""));
        Files.move(fresh, site.file, StandardCopyOption.ATOMIC_MOVE);
        site.lookUntilAtRest();
        assertThat(site.maxAge()).isEqualTo(700);
    }

    @Test
    void findsAPlainReplacementOfACertificate() {
        PemPair pair = PemPair.of(WatchedSite.HOST).writeTo(site.chain, site.key);
        assertThat(site.lookUntilAtRest()).isInstanceOf(Reload.Applied.class);
        assertThat(site.served()).isEqualTo(pair.serial());
    }

    /** LESSONS C32: the link above the file is swapped, twice in a row. */
    @Test
    void followsLinksThatAreSwappedTwice() throws IOException {
        Path certs = directory.resolve("certs");
        Files.delete(site.chain);
        Files.delete(site.key);
        Files.createSymbolicLink(site.chain, Path.of("..data/tls.crt"));
        Files.createSymbolicLink(site.key, Path.of("..data/tls.key"));
        for (int version = 1; version <= 3; version++) {
            Path fresh = Files.createDirectory(certs.resolve("..version" + version));
            PemPair pair = PemPair.of(WatchedSite.HOST).writeTo(fresh.resolve("tls.crt"), fresh.resolve("tls.key"));
            Path link = Files.createSymbolicLink(certs.resolve("..data_tmp"), fresh.getFileName());
            Files.move(link, certs.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            site.lookUntilAtRest();
            assertThat(site.served()).isEqualTo(pair.serial());
        }
    }

    /** LESSONS C33. */
    @Test
    void keepsTheOldPairUntilBothHalvesAreThere() throws IOException {
        String before = site.served();
        PemPair pair = PemPair.of(WatchedSite.HOST);
        Files.writeString(site.chain, pair.chain().substring(0, 200));
        Reload halfChain = site.lookUntilAtRest();
        assertThat(halfChain).isInstanceOf(Reload.Unchanged.class);
        assertThat(((Reload.Unchanged) halfChain).warnings())
                .singleElement()
                .asString()
                .startsWith(site.file + ":3: sites.shop.certificate.chain: " + site.chain + ": is not complete PEM");
        Files.writeString(site.chain, pair.chain());
        Reload otherKey = site.lookUntilAtRest();
        assertThat(((Reload.Unchanged) otherKey).warnings())
                .singleElement()
                .asString()
                .contains("the key does not belong to the first certificate");
        assertThat(site.served()).isEqualTo(before);
        Files.writeString(site.key, pair.key());
        assertThat(site.lookUntilAtRest()).isInstanceOf(Reload.Applied.class);
        assertThat(site.served()).isEqualTo(pair.serial());
    }

    @Test
    void survivesADirectoryThatIsDeletedAndMadeAgain() throws IOException {
        String before = site.served();
        Files.delete(site.chain);
        Files.delete(site.key);
        Files.delete(directory.resolve("certs"));
        site.lookUntilAtRest();
        assertThat(site.served()).isEqualTo(before);
        Files.createDirectory(directory.resolve("certs"));
        PemPair pair = PemPair.of(WatchedSite.HOST).writeTo(site.chain, site.key);
        site.lookUntilAtRest();
        assertThat(site.served()).isEqualTo(pair.serial());
    }

    @Test
    void findsAChangeOfAnIncludedFile() throws IOException {
        Path included = directory.resolve("more.conf");
        Files.writeString(included, "frontdoor.sites.shop.hsts.max-age = 600s");
        site.write(WatchedSite.text(300, "include \"more.conf\""));
        site.lookUntilAtRest();
        assertThat(site.maxAge()).isEqualTo(600);
        Files.writeString(included, "frontdoor.sites.shop.hsts.max-age = 601s");
        assertThat(site.lookUntilAtRest()).isInstanceOf(Reload.Applied.class);
        assertThat(site.maxAge()).isEqualTo(601);
    }

    @Test
    void findsTheFileThatARefusedConfigurationWaitsFor() throws IOException {
        String other = "frontdoor.certificates.other { chain = \"late.crt\", key = \"late.key\" }";
        site.write(WatchedSite.text(800, other));
        assertThat(site.lookUntilAtRest()).isInstanceOf(Reload.Refused.class);
        assertThat(site.lookUntilAtRest()).isNull();
        assertThat(site.outcomes).as("told once").hasSize(1);
        PemPair.of("other.test").writeTo(directory.resolve("late.crt"), directory.resolve("late.key"));
        assertThat(site.lookUntilAtRest()).isInstanceOf(Reload.Applied.class);
        assertThat(site.maxAge()).isEqualTo(800);
    }
}
