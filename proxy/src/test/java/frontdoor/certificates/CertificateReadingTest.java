package frontdoor.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.fixture.ChainBuilder;
import frontdoor.fixture.PemPair;
import frontdoor.pairs.PairFiles;
import frontdoor.report.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificates serve, which are kept, and what is told about them. Q11. */
class CertificateReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final String ROOT = "the root CN=Test authority is left out";
    private static final String OWN = "certificate { chain = \"a.crt\", key = \"a.key\" }";

    @TempDir
    Path directory;

    private FrontdoorConfig config(String hosts, String site, String more) throws IOException {
        Path file = directory.resolve("frontdoor.conf");
        Files.writeString(
                file,
                "frontdoor.sites.shop {\n  hosts = [%s]\n  backend = \"http://b\"\n  %s\n}\n%s"
                        .formatted(hosts, site, more));
        ConfigResult result = ConfigLoader.load(file);
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).config();
    }

    private FrontdoorConfig ownPair() throws IOException {
        return config("shop.test", OWN, "");
    }

    private FrontdoorConfig sharedDirectory() throws IOException {
        return config("shop.test", "", "frontdoor.certificates.directory = certs");
    }

    private PemPair write(String name, int fromDay, int toDay, String... names) {
        return PemPair.between(NOW.plus(Duration.ofDays(fromDay)), NOW.plus(Duration.ofDays(toDay)), names)
                .writeTo(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }

    private static LoadedCertificates good(FrontdoorConfig config, LoadedCertificates previous) {
        CertificateReading.Result result = CertificateReading.read(config, previous, CLOCK);
        assertThat(result).isInstanceOf(CertificateReading.Good.class);
        return ((CertificateReading.Good) result).certificates();
    }

    private static List<String> problems(FrontdoorConfig config, LoadedCertificates previous) {
        CertificateReading.Result result = CertificateReading.read(config, previous, CLOCK);
        assertThat(result).isInstanceOf(CertificateReading.Bad.class);
        return ((CertificateReading.Bad) result)
                .problems().stream().map(Problem::toString).toList();
    }

    private static String serial(LoadedCertificates certificates) {
        return certificates.store().find("shop.test").orElseThrow().leaf().serial();
    }

    @Test
    void tellsWhereAPairWithoutAGoodCopyIsWritten() throws IOException {
        assertThat(problems(ownPair(), LoadedCertificates.NONE))
                .containsExactly(directory.resolve("frontdoor.conf") + ":4: sites.shop.certificate.chain: "
                        + directory.resolve("a.crt") + ": no such file; check the path and whether it is mounted");
    }

    @Test
    void keepsTheGoodCopyWhenFilesAreEmptyGarbageOrGone() throws IOException {
        PemPair pair = write("a", -1, 30, "shop.test");
        LoadedCertificates first = good(ownPair(), LoadedCertificates.NONE);
        assertThat(first.warnings()).isEmpty();
        assertThat(first.differing()).isEmpty();
        for (String bad : List.of("", "garbage", pair.chain().substring(0, 100))) {
            Files.writeString(directory.resolve("a.crt"), bad);
            LoadedCertificates kept = good(ownPair(), first);
            assertThat(serial(kept)).isEqualTo(pair.serial());
            assertThat(kept.differing())
                    .containsExactly(PairFiles.of(directory.resolve("a.crt"), directory.resolve("a.key")));
            assertThat(kept.warnings())
                    .singleElement()
                    .asString()
                    .contains("a.crt: ", "; the good copy in memory stays in service");
        }
        Files.delete(directory.resolve("a.crt"));
        assertThat(serial(good(ownPair(), first))).isEqualTo(pair.serial());
    }

    @Test
    void servesAnEndedOrEarlyCertificateWithAWarningWhereThereIsNoOther() throws IOException {
        write("a", -9, -1, "shop.test");
        assertThat(good(ownPair(), LoadedCertificates.NONE).warnings())
                .containsExactly("certificate of shop.test: the certificate ended at 2026-11-21T12:00:00Z");
        write("a", 1, 9, "shop.test");
        assertThat(good(ownPair(), LoadedCertificates.NONE).warnings())
                .containsExactly("certificate of shop.test: the certificate is not valid before 2026-11-23T12:00:00Z");
    }

    @Test
    void keepsAValidCertificateWhenItsFilesHoldAnEndedOne() throws IOException {
        PemPair valid = write("a", -1, 30, "shop.test");
        LoadedCertificates first = good(ownPair(), LoadedCertificates.NONE);
        write("a", -9, -1, "shop.test");
        LoadedCertificates second = good(ownPair(), first);
        assertThat(serial(second)).isEqualTo(valid.serial());
        assertThat(second.warnings()).singleElement().asString().contains("2026-11-21T12:00:00Z, not now");
        assertThat(serial(good(ownPair(), second))).isEqualTo(valid.serial());
    }

    @Test
    void keepsAValidCertificateWhenTheConfigurationNamesTheFilesOfAnEndedOne() throws IOException {
        PemPair valid = write("a", -1, 30, "shop.test");
        LoadedCertificates first = good(ownPair(), LoadedCertificates.NONE);
        write("b", -9, -1, "shop.test");
        FrontdoorConfig other = config("shop.test", OWN.replace("a.", "b."), "");
        assertThat(serial(good(other, first))).isEqualTo(valid.serial());
        PemPair renewed = write("b", -1, 60, "shop.test");
        assertThat(serial(good(other, good(other, first)))).isEqualTo(renewed.serial());
    }

    private ChainBuilder chain(int days) {
        return new ChainBuilder(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(days)), List.of("shop.test"));
    }

    private PemPair write(ChainBuilder chain) {
        return chain.pem().writeTo(directory.resolve("a.crt"), directory.resolve("a.key"));
    }

    /** Whatever makes browsers refuse it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha1|signed with SHA-1",
                "rsa1024|has an RSA key of 1024 bits",
                "client|is not for servers",
                "NO_AUTHORITY=2027-11-20T00:00:00Z|is no issuer: its basicConstraints do not say CA:TRUE",
                "issuer=2026-11-20T00:00:00Z|ended at 2026-11-20T00:00:00Z, and there is no way past it",
                "issuer=2027-11-20T00:00:00Z later|the chain is not valid before 2026-11-23T12:00:00Z",
            })
    void keepsAGoodCertificateWhenItsFilesHoldOneThatBrowsersRefuse(String words, String reason) throws IOException {
        PemPair before = write(chain(30));
        LoadedCertificates first = good(ownPair(), LoadedCertificates.NONE);
        ChainBuilder refused = chain(60).with(words.split(" ")[0]);
        write(words.endsWith("later") ? refused.issuersFrom(NOW.plus(Duration.ofDays(1))) : refused);
        LoadedCertificates second = good(ownPair(), first);
        assertThat(serial(second)).isEqualTo(before.serial());
        assertThat(second.warnings())
                .first()
                .asString()
                .contains(
                        ":4: sites.shop.certificate: " + directory.resolve("a.crt") + ": ",
                        reason,
                        ": browsers refuse it; the good copy in memory stays in service");
        PemPair renewed = write(chain(60));
        assertThat(serial(good(ownPair(), second))).isEqualTo(renewed.serial());
    }

    @Test
    void servesWhatBrowsersRefuseWhereThereIsNothingBetter() throws IOException {
        write("a", -9, -1, "shop.test");
        LoadedCertificates ended = good(ownPair(), LoadedCertificates.NONE);
        PemPair weak = write(chain(60).with("rsa1024"));
        LoadedCertificates refused = good(ownPair(), ended);
        assertThat(serial(refused)).isEqualTo(weak.serial());
        PemPair another = write(chain(30).with("rsa1024"));
        LoadedCertificates next = good(ownPair(), refused);
        assertThat(serial(next)).as("as its owner wants").isEqualTo(another.serial());
        write("a", -9, -1, "shop.test");
        assertThat(serial(good(ownPair(), next))).isEqualTo(another.serial());
    }

    @Test
    void servesTheOneThatEndsLastWhereNoneIsValid() throws IOException {
        PemPair endedLast = write("a", -9, -1, "shop.test");
        LoadedCertificates first = good(ownPair(), LoadedCertificates.NONE);
        write("a", -9, -5, "shop.test");
        assertThat(serial(good(ownPair(), first))).isEqualTo(endedLast.serial());
    }

    @Test
    void tellsWhichSiteNoCertificateCovers() throws IOException {
        write("a", -1, 30, "blog.test", "*.blog.test");
        String place = directory.resolve("frontdoor.conf").toString();
        assertThat(problems(ownPair(), LoadedCertificates.NONE))
                .containsExactly(place + ":4: sites.shop.certificate: the certificate covers none of the hosts"
                        + " (shop.test); it names blog.test, *.blog.test");
        assertThat(problems(
                        config("shop.test", "", "frontdoor.certificates.one { chain = a.crt, key = a.key }"),
                        LoadedCertificates.NONE))
                .singleElement()
                .asString()
                .startsWith(place + ":2: sites.shop.hosts: no certificate covers any of the hosts (shop.test); give");
    }

    @Test
    void knowsWildcardsAddressesAndTheCatchAll() throws IOException {
        write("a", -1, 30, "*.shop.test", "192.0.2.1", "2001:db8::1");
        for (String host : List.of("www.shop.test", "\"*.shop.test\"", "192.0.2.1", "\"[2001:db8::1]\"", "\"*\"")) {
            good(config(host, OWN, ""), LoadedCertificates.NONE);
        }
        problems(config("shop.test", OWN, ""), LoadedCertificates.NONE);
        problems(config("\"*.www.shop.test\"", OWN, ""), LoadedCertificates.NONE);
    }

    @Test
    void readsEveryPairOfADirectory() throws IOException {
        for (String folder : List.of("certs/live", "certs/secret", "certs/.hidden", "certs/other")) {
            Files.createDirectories(directory.resolve(folder));
        }
        write("certs/a", -1, 30, "shop.test");
        PemPair.of("pem.test").writeTo(directory.resolve("certs/b.pem"), directory.resolve("certs/b.key"));
        PemPair.of("live.test")
                .writeTo(directory.resolve("certs/live/fullchain.pem"), directory.resolve("certs/live/privkey.pem"));
        PemPair.of("secret.test")
                .writeTo(directory.resolve("certs/secret/tls.crt"), directory.resolve("certs/secret/tls.key"));
        PemPair.of("hidden.test")
                .writeTo(directory.resolve("certs/.hidden/tls.crt"), directory.resolve("certs/.hidden/tls.key"));
        PemPair.of("other.test")
                .writeTo(directory.resolve("certs/other/cert.pem"), directory.resolve("certs/other/cert.key"));
        Files.writeString(directory.resolve("certs/chain.pem"), "a chain without a key stands for nothing");
        Files.writeString(directory.resolve("certs/README"), "text");
        assertThat(good(sharedDirectory(), LoadedCertificates.NONE).store().pairs())
                .flatExtracting(pair -> pair.leaf().names())
                .containsExactlyInAnyOrder("shop.test", "pem.test", "live.test", "secret.test");
    }

    @Test
    void keepsThePairsOfADirectoryThatIsGone() throws IOException {
        Path certs = Files.createDirectory(directory.resolve("certs"));
        PemPair pair = write("certs/a", -1, 30, "shop.test");
        LoadedCertificates first = good(sharedDirectory(), LoadedCertificates.NONE);
        Files.move(certs, directory.resolve("elsewhere"));
        LoadedCertificates second = good(sharedDirectory(), first);
        assertThat(serial(second)).isEqualTo(pair.serial());
        assertThat(second.warnings())
                .singleElement()
                .asString()
                .contains("certificates.directory: cannot list " + certs
                        + ": no such file or directory; the good copies");
        assertThat(problems(sharedDirectory(), LoadedCertificates.NONE))
                .singleElement()
                .asString()
                .endsWith("cannot list " + certs + ": no such file or directory; name a directory that can be read");
    }

    /** LESSONS C30: one bad certificate does not take others down. */
    @Test
    void renewsTheOthersWhenANewPairOfTheDirectoryIsBad() throws IOException {
        Files.createDirectory(directory.resolve("certs"));
        write("certs/a", -1, 30, "shop.test");
        LoadedCertificates first = good(sharedDirectory(), LoadedCertificates.NONE);
        PemPair renewed = write("certs/a", -1, 90, "shop.test");
        Files.writeString(directory.resolve("certs/b.crt"), "garbage");
        Files.writeString(directory.resolve("certs/b.key"), "garbage");
        assertThat(problems(sharedDirectory(), first))
                .singleElement()
                .asString()
                .contains("b.crt: ");
        assertThat(CertificateReading.renew(sharedDirectory(), first, CLOCK))
                .hasValueSatisfying(
                        certificates -> assertThat(serial(certificates)).isEqualTo(renewed.serial()));
    }

    /** What is named is used, or it is told. */
    @Test
    void notesAPairThatAnswersForNoHost() throws IOException {
        write("a", -1, 30, "shop.test");
        write("old", -1, 30, "gone.test");
        write("spare", -1, 300, "shop.test");
        FrontdoorConfig config = config(
                "shop.test",
                OWN,
                "frontdoor.certificates { old { chain = old.crt, key = old.key }, spare { chain = spare.crt, key = spare.key } }");
        LoadedCertificates certificates = good(config, LoadedCertificates.NONE);
        assertThat(certificates.notes())
                .extracting(Problem::toString)
                .filteredOn(note -> !note.contains(ROOT))
                .satisfiesExactly(
                        old -> assertThat(old)
                                .contains("certificates.old: ", "old.crt answers for no host: no site has a host"),
                        spare -> assertThat(spare)
                                .contains(
                                        "certificates.spare: ",
                                        "another certificate, which is valid longer or is a site's"));
        assertThat(certificates.warnings()).isEmpty();
    }

    @Test
    void notesNoPairThatAnswersBelowAPatternOrForOtherClients() throws IOException {
        write("a", -1, 30, "*.shop.test");
        write("one", -1, 30, "one.shop.test");
        FrontdoorConfig config = config(
                "\"*.shop.test\"",
                "",
                "frontdoor.certificates { wide { chain = a.crt, key = a.key }, one { chain = one.crt, key = one.key } }");
        assertThat(good(config, LoadedCertificates.NONE).notes())
                .extracting(Problem::toString)
                .allMatch(note -> note.contains(ROOT));
    }
}
