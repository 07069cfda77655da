package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.CommandRun;
import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import frontdoor.serve.ExitCode;
import frontdoor.vault.AcmeVault;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a person who comes from certbot, with certbot's own layout of files. */
class CertbotImportTest {
    private static final String URL = "https://acme-v02.api.letsencrypt.org/acme/acct/123";

    @TempDir
    private Path directory;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private Path certbot;
    private Path state;

    @BeforeEach
    void prepare() throws IOException {
        certbot = Files.createDirectories(directory.resolve("letsencrypt"));
        state = Files.createDirectories(directory.resolve("state"));
    }

    private CommandRun imported(String... sites) throws IOException {
        Path file =
                Files.writeString(directory.resolve("frontdoor.conf"), """
                frontdoor {
                  state-directory = "%s"
                  acme.agree-to-terms = true
                  %s
                }
                """.formatted(state, String.join("\n", sites)));
        return CommandRun.of("certificates", "import", "certbot", "--directory", certbot.toString(), file.toString());
    }

    private static String site(String name, String... hosts) {
        return "sites.%s { hosts = [%s], certificate = acme, backend = \"http://legacy:8080\" }"
                .formatted(
                        name, Arrays.stream(hosts).map(host -> '"' + host + '"').collect(Collectors.joining(",")));
    }

    /** As certbot lays it out: live has links to archive. */
    private void lineage(String name, KeyKind kind, int days, String... names) throws IOException {
        Path archive = Files.createDirectories(certbot.resolve("archive").resolve(name));
        Path live = Files.createDirectories(certbot.resolve("live").resolve(name));
        KeyPair keys = TestCertificates.newKeys(kind);
        TestCertificates.writeChain(
                archive.resolve("fullchain1.pem"),
                TestCertificates.leaf(
                        keys, List.of(names), now.plus(Duration.ofDays(days - 90L)), now.plus(Duration.ofDays(days))),
                TestCertificates.AUTHORITY);
        TestCertificates.writeKey(archive.resolve("privkey1.pem"), keys.getPrivate());
        for (String part : List.of("fullchain", "privkey")) {
            Files.deleteIfExists(live.resolve(part + ".pem"));
            Files.createSymbolicLink(live.resolve(part + ".pem"), Path.of("../../archive", name, part + "1.pem"));
        }
        Files.writeString(Files.createDirectories(certbot.resolve("renewal")).resolve(name + ".conf"), """
                version = 2.1.0
                [renewalparams]
                account = abc
                authenticator = webroot
                server = https://acme-v02.api.letsencrypt.org/directory
                """);
    }

    private Path account(String server, String id, String url) throws IOException {
        Path place = Files.createDirectories(
                certbot.resolve("accounts").resolve(server).resolve(id));
        RSAPrivateCrtKey key =
                (RSAPrivateCrtKey) TestCertificates.newKeys(KeyKind.RSA).getPrivate();
        Map<String, BigInteger> parts = new TreeMap<>(Map.of(
                "n", key.getModulus(),
                "e", key.getPublicExponent(),
                "d", key.getPrivateExponent(),
                "p", key.getPrimeP(),
                "q", key.getPrimeQ(),
                "dp", key.getPrimeExponentP(),
                "dq", key.getPrimeExponentQ(),
                "qi", key.getCrtCoefficient()));
        Files.writeString(
                place.resolve("private_key.json"),
                parts.entrySet().stream()
                        .map(part -> "\"%s\": \"%s\"".formatted(part.getKey(), base64(part.getValue())))
                        .collect(Collectors.joining(", ", "{", ", \"kty\": \"RSA\"}")));
        Files.writeString(place.resolve("regr.json"), "{\"body\": {}, \"uri\": \"%s\"}".formatted(url));
        Files.writeString(place.resolve("meta.json"), "{\"creation_host\": \"old\"}");
        return place;
    }

    private static String base64(BigInteger number) {
        byte[] octets = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets);
    }

    private String kept(String site) throws IOException {
        return new AcmeVault(state).of(site).read("0.pem").orElse("");
    }

    private Map<Path, FileTime> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file, CertbotImportTest::modified));
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void takesAccountAndCertificatesAndSaysWhatIsNext() throws Exception {
        account("acme-v02.api.letsencrypt.org/directory", "abc", URL);
        lineage("shop.example.com", KeyKind.EC, 60, "shop.example.com", "www.shop.example.com");
        lineage("mail.example.com", KeyKind.EC, 60, "mail.example.com");
        Map<Path, FileTime> before = files(certbot);
        CommandRun run = imported(site("shop", "shop.example.com", "www.shop.example.com"));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(run.outLines())
                .startsWith(
                        "account abc with https://acme-v02.api.letsencrypt.org/directory: taken",
                        "site shop: live/shop.example.com taken, ends at " + now.plus(Duration.ofDays(60)),
                        "live/mail.example.com: not taken, no site with certificate = acme has a use for it: it names mail.example.com")
                .anyMatch(line -> line.contains("systemctl disable --now certbot.timer"));
        assertThat(kept("shop"))
                .contains(Files.readString(certbot.resolve("live/shop.example.com/fullchain.pem"))
                        .replace("\r", "")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow());
        assertThat(Files.readString(state.resolve("acme/accounts/letsencrypt")))
                .startsWith("https://acme-v02.api.letsencrypt.org/directory\n" + URL + "\n-----BEGIN PRIVATE KEY-----");
        assertThat(new AcmeVault(state).of("shop").read("0.history").orElse("")).contains(" letsencrypt good ");
        assertThat(files(certbot)).isEqualTo(before);
        try (Stream<Path> all = Files.walk(state.resolve("acme"))) {
            assertThat(all.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        Map<Path, FileTime> once = files(state);
        CommandRun again = imported(site("shop", "shop.example.com", "www.shop.example.com"));
        assertThat(again.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(again.outLines())
                .startsWith(
                        "account abc with https://acme-v02.api.letsencrypt.org/directory: is here already",
                        "site shop: live/shop.example.com is here already");
        assertThat(files(state)).isEqualTo(once);
    }

    @Test
    void neverTakesAWorseOneForABetterOne() throws Exception {
        lineage("shop.example.com", KeyKind.EC, 60, "shop.example.com");
        imported(site("shop", "shop.example.com"));
        String better = kept("shop");
        lineage("shop.example.com", KeyKind.EC, 30, "shop.example.com");
        assertThat(imported(site("shop", "shop.example.com")).out())
                .contains("site shop: live/shop.example.com not taken, there is one that is no worse and ends at "
                        + now.plus(Duration.ofDays(60)));
        lineage("shop.example.com", KeyKind.RSA, 80, "shop.example.com");
        assertThat(imported(site("shop", "shop.example.com")).out())
                .contains("not taken, there is one that is no worse");
        assertThat(kept("shop")).isEqualTo(better);
        lineage("shop.example.com", KeyKind.EC, 80, "shop.example.com");
        assertThat(imported(site("shop", "shop.example.com")).out()).contains("taken, ends at");
        assertThat(kept("shop")).isNotEqualTo(better);
    }

    @Test
    void saysWhyItTakesNothing() throws Exception {
        account("acme-staging-v02.api.letsencrypt.org/directory", "abc", URL);
        lineage("ended", KeyKind.EC, -1, "shop.example.com");
        lineage("part", KeyKind.EC, 60, "shop.example.com");
        lineage("broken", KeyKind.EC, 60, "shop.example.com");
        Files.writeString(certbot.resolve("archive/broken/privkey1.pem"), "no key");
        CommandRun run = imported(site("shop", "shop.example.com", "www.shop.example.com"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.outLines())
                .anyMatch(line -> line.endsWith("not taken, acme.authorities has none with this URL"))
                .anyMatch(line -> line.startsWith("site shop (ec-p256): nothing to take;"))
                .anyMatch(line -> line.startsWith("live/ended: not taken, it ended at "))
                .anyMatch(line ->
                        line.startsWith("live/part: not taken, no site with certificate = acme has a use for it"))
                .anyMatch(line -> line.startsWith("live/broken: not taken, ") && line.contains("privkey.pem"));
        assertThat(kept("shop")).isEmpty();
    }

    /** An older RSA certificate serves until the one that is asked for is there. */
    @Test
    void takesAnotherKindOfKeyAndSaysThatItIsReplaced() throws Exception {
        lineage("old", KeyKind.RSA, 60, "shop.example.com");
        assertThat(imported(site("shop", "shop.example.com")).out())
                .contains("its key is none of ec-p256, so another one is asked for at once");
        assertThat(kept("shop")).contains("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void keepsTheAccountThatIsThere() throws Exception {
        account("acme-v02.api.letsencrypt.org/directory", "abc", URL);
        imported(site("shop", "shop.example.com"));
        account("acme-v02.api.letsencrypt.org/directory", "abc", URL + "4");
        assertThat(imported(site("shop", "shop.example.com")).out())
                .contains("not taken, there is an account with letsencrypt already, " + URL);
    }

    @Test
    void saysWhatItIsCalledWith() throws Exception {
        assertThat(CommandRun.of("certificates", "import").err()).contains("import needs the word certbot");
        assertThat(CommandRun.of("certificates", "import", "lego").err()).contains("it is import certbot");
        assertThat(CommandRun.of("certificates", "list", "--directory", "/tmp").err())
                .contains("it is import certbot");
        certbot = directory.resolve("elsewhere");
        assertThat(imported(site("shop", "shop.example.com")).err()).contains("is no directory; write --directory");
    }
}
