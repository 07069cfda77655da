package frontdoor.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Q11: the forms that OpenSSL and Java write certificates and keys in, encrypted or not. */
final class PairFormsTest {
    private static final String PASSWORD = "pässword; with spaces";
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-02-01T00:00:00Z");

    @TempDir
    Path directory;

    private Path chain;
    private Path key;
    private Path passwordFile;

    @BeforeEach
    void write() throws Exception {
        chain = directory.resolve("chain.pem");
        key = directory.resolve("key.pem");
        passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\nnot this\n");
        writePair(KeyKind.EC);
    }

    private X509Certificate writePair(KeyKind kind) {
        KeyPair keys = TestCertificates.newKeys(kind);
        X509Certificate leaf = TestCertificates.leaf(keys, List.of("a.test"), FROM, TO);
        TestCertificates.writeChain(chain, leaf, TestCertificates.AUTHORITY);
        TestCertificates.writeKey(key, keys.getPrivate());
        return leaf;
    }

    private Optional<KeyPassword> inFile() {
        return Optional.of(new KeyPassword.InFile(passwordFile));
    }

    private static String outcome(PairFiles files) {
        return switch (CertificateLoader.load(files)) {
            case CertificateLoading.Loaded(CertificatePair pair) ->
                "loaded " + pair.leaf().kind();
            case CertificateLoading.Unreadable(String problem) -> problem;
        };
    }

    private String openssl(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private String pass() {
        return "file:" + passwordFile;
    }

    /** PBES2 with several ciphers and functions, PBES1, scrypt; and the older form with its Proc-Type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs8 -topk8",
                "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA512",
                "pkcs8 -topk8 -v2 des3",
                "pkcs8 -topk8 -scrypt",
                "pkcs8 -topk8 -v1 PBE-SHA1-3DES",
                "pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default",
                "pkcs8 -topk8 -v1 PBE-SHA1-RC2-40 -provider legacy -provider default",
                "ec -aes256",
                "ec -des3"
            })
    void opensEncryptedKeys(String command) throws Exception {
        Path encrypted = directory.resolve("encrypted.pem");
        List<Object> arguments = new ArrayList<>(List.of((Object[]) command.split(" ")));
        arguments.addAll(List.of("-in", key, "-out", encrypted, "-passout", pass()));
        openssl(arguments.toArray());
        assertThat(Files.readString(encrypted)).contains("ENCRYPTED");
        assertThat(outcome(new PairFiles.Pem(chain, encrypted, inFile()))).isEqualTo("loaded EC");
        assertThat(outcome(new PairFiles.Pem(chain, encrypted, Optional.of(new KeyPassword.Given(PASSWORD)))))
                .isEqualTo("loaded EC");
        assertThat(outcome(PairFiles.of(chain, encrypted)))
                .startsWith(encrypted + ": the key is encrypted; name the file of its password as password-file");
        Files.writeString(passwordFile, PASSWORD + "\r\n");
        assertThat(outcome(new PairFiles.Pem(chain, encrypted, inFile()))).isEqualTo("loaded EC");
        Files.writeString(passwordFile, "wrong");
        assertThat(outcome(new PairFiles.Pem(chain, encrypted, inFile())))
                .isEqualTo(encrypted + ": the key cannot be decrypted: the password in " + passwordFile
                        + " is not its password");
    }

    @Test
    void opensEncryptedRsaKeysOfTheOlderForm() throws Exception {
        writePair(KeyKind.RSA);
        Path encrypted = directory.resolve("encrypted.pem");
        openssl("rsa", "-aes128", "-traditional", "-in", key, "-out", encrypted, "-passout", pass());
        assertThat(Files.readString(encrypted)).contains("BEGIN RSA PRIVATE KEY", "Proc-Type");
        assertThat(outcome(new PairFiles.Pem(chain, encrypted, inFile()))).isEqualTo("loaded RSA");
    }

    @ParameterizedTest
    @CsvSource({
        "-keypbe AES-256-CBC",
        "-keypbe AES-128-CBC -certpbe NONE",
        "-legacy",
        "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1",
        "-keypbe PBE-SHA1-3DES -certpbe NONE -nomac",
        "-nomac"
    })
    void readsTheStoresOfOpenssl(String options) throws Exception {
        Path store = directory.resolve("a.p12");
        List<Object> arguments = new ArrayList<>(
                List.of("pkcs12", "-export", "-in", chain, "-inkey", key, "-out", store, "-passout", pass()));
        arguments.addAll(List.of((Object[]) options.split(" ")));
        openssl(arguments.toArray());
        assertThat(outcome(new PairFiles.Store(store, inFile()))).isEqualTo("loaded EC");
        Files.writeString(passwordFile, "pässwört");
        assertThat(outcome(new PairFiles.Store(store, inFile()))).startsWith(store + ": ");
    }

    /** Bag attributes stand before each block then. */
    @Test
    void readsWhatOpensslTakesOutOfAStore() throws Exception {
        Path store = directory.resolve("a.p12");
        openssl("pkcs12", "-export", "-in", chain, "-inkey", key, "-out", store, "-passout", pass(), "-name", "a b");
        Path all = directory.resolve("all.pem");
        openssl("pkcs12", "-in", store, "-out", all, "-passin", pass(), "-passout", "pass:" + PASSWORD);
        assertThat(Files.readString(all)).contains("Bag Attributes");
        assertThat(outcome(new PairFiles.Pem(all, all, inFile()))).isEqualTo("loaded EC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void readsTheStoresOfJava(String type) throws Exception {
        KeyPair keys = TestCertificates.newKeys(KeyKind.RSA);
        X509Certificate leaf = TestCertificates.leaf(keys, List.of("a.test"), FROM, TO);
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setKeyEntry("a", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {leaf});
        store.setCertificateEntry("root", TestCertificates.AUTHORITY);
        Path file = write(store, "a.store");
        CertificatePair pair =
                ((CertificateLoading.Loaded) CertificateLoader.load(new PairFiles.Store(file, inFile()))).pair();
        assertThat(pair.chain()).containsExactly(leaf);
        assertThat(pair.notes(FROM)).isEmpty();
        assertThat(outcome(new PairFiles.Store(file, Optional.of(new KeyPassword.Given("wrong")))))
                .isEqualTo(file + ": cannot be opened: the password is not its password");
        assertThat(outcome(new PairFiles.Store(file, Optional.empty()))).contains("password-file");

        store.setKeyEntry("b", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {leaf});
        assertThat(outcome(new PairFiles.Store(write(store, "b.store"), inFile())))
                .contains("holds 2 private keys (a, b)");
        store.deleteEntry("a");
        store.deleteEntry("b");
        assertThat(outcome(new PairFiles.Store(write(store, "c.store"), inFile())))
                .endsWith("holds no private key; name the store that was made with it");
    }

    private Path write(KeyStore store, String name) throws Exception {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    @Test
    void saysWhenAStoreIsNone() {
        assertThat(outcome(new PairFiles.Store(chain, inFile())))
                .isEqualTo(chain
                        + ": is no key store; it should be PKCS#12 or JKS, and was perhaps not written completely");
    }

    @Test
    void saysWhatIsWrongWithAPasswordFile() throws IOException {
        Path missing = directory.resolve("missing");
        assertThat(outcome(new PairFiles.Store(chain, Optional.of(new KeyPassword.InFile(missing)))))
                .isEqualTo(missing + ": no such file; check the path and whether it is mounted");
        Files.writeString(passwordFile, "\nsecret\n");
        assertThat(outcome(new PairFiles.Store(chain, inFile())))
                .isEqualTo(passwordFile + ": its first line is empty; it should be the password and nothing else");
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void findsTheLeafOfTheKeyWhereverItStands(KeyKind kind) {
        X509Certificate leaf = writePair(kind);
        X509Certificate other = TestCertificates.leaf(TestCertificates.newKeys(kind), List.of("b.test"), FROM, TO);
        TestCertificates.writeChain(chain, other, TestCertificates.AUTHORITY, leaf);
        CertificatePair pair = ((CertificateLoading.Loaded) CertificateLoader.load(PairFiles.of(chain, key))).pair();
        assertThat(pair.chain()).containsExactly(leaf);
        assertThat(pair.mended()).hasValueSatisfying(text -> assertThat(text).contains("CN=leaf is left out"));
    }

    @Test
    void showsNoPassword() {
        assertThat(new PairFiles.Store(chain, Optional.of(new KeyPassword.Given("secret"))).toString())
                .doesNotContain("secret");
    }
}
