package frontdoor.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Q11: what can be wrong with two files. */
final class CertificateLoaderTest {

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final KeyPair KEYS = TestCertificates.newKeys(KeyKind.EC);
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(100));
    private static final X509Certificate LEAF =
            TestCertificates.leaf(KEYS, List.of("example.com", "*.Example.org", "10.0.0.1"), FROM, TO);

    @TempDir
    Path directory;

    private Path chain;
    private Path key;

    @BeforeEach
    void writeAGoodPair() {
        chain = directory.resolve("chain.pem");
        key = directory.resolve("key.pem");
        TestCertificates.writeChain(chain, LEAF, TestCertificates.AUTHORITY);
        TestCertificates.writeKey(key, KEYS.getPrivate());
    }

    private CertificatePair loaded() {
        return switch (CertificateLoader.load(PairFiles.of(chain, key))) {
            case CertificateLoading.Loaded loaded -> loaded.pair();
            case CertificateLoading.Unreadable unreadable -> throw new AssertionError(unreadable.problem());
        };
    }

    private String problem() {
        return switch (CertificateLoader.load(PairFiles.of(chain, key))) {
            case CertificateLoading.Loaded loaded -> throw new AssertionError("loaded " + loaded);
            case CertificateLoading.Unreadable unreadable -> unreadable.problem();
        };
    }

    @Test
    void loadsAPairAndItsFacts() {
        LeafFacts leaf = loaded().leaf();
        assertThat(leaf.names()).containsExactly("example.com", "*.example.org");
        assertThat(leaf.addresses()).containsExactly("10.0.0.1");
        assertThat(leaf.notBefore()).isEqualTo(FROM);
        assertThat(leaf.notAfter()).isEqualTo(TO);
        assertThat(leaf.kind()).isEqualTo(KeyKind.EC);
        assertThat(leaf.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(leaf.serial()).isEqualTo(LEAF.getSerialNumber().toString(16));
        assertThat(loaded().chain()).containsExactly(LEAF);
        assertThat(loaded()).isEqualTo(loaded()).hasToString("CertificatePair[" + leaf + "]");
    }

    @Test
    void coversExactNamesOneWildcardLabelAndAddresses() {
        CertificatePair pair = loaded();
        assertThat(List.of("example.com", "EXAMPLE.com.", "a.example.org", "10.0.0.1"))
                .allMatch(pair::covers);
        assertThat(List.of("www.example.com", "example.org", "a.b.example.org", "10.0.0.2", "com"))
                .noneMatch(pair::covers);
    }

    @ParameterizedTest
    @EnumSource(names = {"EC", "RSA"})
    void readsKeysOfPkcs8AndOfTheirOwnForms(KeyKind kind) throws Exception {
        KeyPair keys = TestCertificates.newKeys(kind);
        TestCertificates.writeChain(chain, TestCertificates.leaf(keys, List.of("a.com"), FROM, TO));
        TestCertificates.writeKey(key, keys.getPrivate());
        assertThat(Files.readString(key)).contains("BEGIN PRIVATE KEY");
        assertThat(loaded().leaf().kind()).isEqualTo(kind);
        writePem(ownForm(kind, keys));
        assertThat(Files.readString(key)).contains("BEGIN " + kind.algorithm() + " PRIVATE KEY");
        assertThat(loaded().leaf().kind()).isEqualTo(kind);
    }

    /** PKCS#1 for RSA, RFC 5915 for EC. */
    private static PemObject ownForm(KeyKind kind, KeyPair keys) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        byte[] bytes = switch (kind) {
            case RSA -> info.parsePrivateKey().toASN1Primitive().getEncoded();
            case EC ->
                new ECPrivateKey(
                                256,
                                ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(),
                                info.getPrivateKeyAlgorithm().getParameters())
                        .getEncoded();
            case ED25519 -> throw new AssertionError("it has none");
        };
        return new PemObject(kind.algorithm() + " PRIVATE KEY", bytes);
    }

    private void writePem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        Files.writeString(key, text.toString());
    }

    @Test
    void passesOverParametersAndTextBeforeTheKey() throws Exception {
        String parameters = "a comment\n-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        Files.writeString(key, parameters + Files.readString(key));
        assertThat(loaded().leaf().kind()).isEqualTo(KeyKind.EC);
    }

    /** RFC 7468 2: cat of files that lack their last newline, and whatever other front ends keep in one file. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\r", " \t\n\n", "Bag Attributes\n    localKeyID: 01 \n"})
    void readsBlocksWhateverStandsBetweenThem(String between) throws Exception {
        String other = "-----BEGIN DH PARAMETERS-----\nMAYCAQMCAQI=\n-----END DH PARAMETERS-----"
                + between + "-----BEGIN SOMETHING ELSE-----\n*\n-----END SOMETHING ELSE-----" + between
                + "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----" + between;
        String all = other
                + (Files.readString(key) + other + Files.readString(chain))
                        .replace("-----\n-----BEGIN", "-----" + between + "-----BEGIN");
        Files.writeString(chain, all.strip());
        key = chain;
        assertThat(loaded().chain()).containsExactly(LEAF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "  \n"})
    void readsEveryEndOfALine(String end) throws Exception {
        for (Path file : List.of(chain, key)) {
            Files.writeString(file, Files.readString(file).replace("\n", end));
        }
        assertThat(loaded().chain()).hasSize(1);
    }

    @Test
    void readsByteOrderMarks() throws Exception {
        String text = Files.readString(chain);
        Files.writeString(chain, "\ufeff" + text.replace("-----BEGIN", "\ufeff-----BEGIN"));
        Files.write(key, ("\ufeff" + Files.readString(key)).getBytes(StandardCharsets.UTF_16LE));
        assertThat(loaded().chain()).hasSize(1);
    }

    @Test
    void readsTheTrustedCertificatesOfOpenssl() throws Exception {
        String text = Files.readString(chain);
        Files.writeString(chain, text.replace(" CERTIFICATE-----", " X509 CERTIFICATE-----"));
        assertThat(loaded().chain()).hasSize(1);
    }

    @Test
    void picksTheKeyThatFitsAmongSeveral() throws Exception {
        String other = directory.resolve("other.pem").toString();
        TestCertificates.writeKey(
                Path.of(other), TestCertificates.newKeys(KeyKind.RSA).getPrivate());
        Files.writeString(key, Files.readString(Path.of(other)) + Files.readString(key));
        assertThat(loaded().leaf().kind()).isEqualTo(KeyKind.EC);
    }

    @Test
    void saysWhatAFileHoldsInstead() throws Exception {
        Files.writeString(chain, "-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n");
        assertThat(problem()).startsWith(chain + ": holds no PEM certificate, but PKCS7;");
        writeAGoodPair();
        Files.writeString(key, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
        assertThat(problem()).contains("the key is one of OpenSSH");
    }

    @Test
    void namesTheLineOfABlockThatIsCutShort() throws Exception {
        String text = Files.readString(chain);
        int second =
                (int) text.substring(0, text.lastIndexOf("-----BEGIN")).lines().count() + 1;
        Files.writeString(chain, text.substring(0, text.lastIndexOf("-----END")));
        assertThat(problem()).contains("the block that begins in line " + second + " has no end");
        Files.writeString(chain, text.replaceFirst("-----END CERTIFICATE-----", ""));
        assertThat(problem()).contains("the block that begins in line 1 has no end");
        Files.writeString(chain, text.substring(20));
        assertThat(problem()).contains("ends a block that has no beginning");
        Files.writeString(chain, text + "-----BEGIN CERTIF");
        assertThat(problem()).contains("its last line breaks off");
        Files.writeString(chain, text.replaceFirst("-----END CERTIFICATE", "-----END X"));
        assertThat(problem()).contains("ends as something else in line");
    }

    @Test
    void saysWhenAFileIsMissing() throws IOException {
        Files.delete(key);
        assertThat(problem()).startsWith(key + ": no such file");
        Files.delete(chain);
        assertThat(problem()).startsWith(chain + ": no such file");
    }

    @Test
    void saysWhenAFileIsEmpty() throws IOException {
        Files.writeString(chain, "\n");
        assertThat(problem()).startsWith(chain + ": is empty");
    }

    @Test
    void saysWhenAFileIsADirectory() throws IOException {
        Files.delete(key);
        Files.createDirectory(key);
        assertThat(problem()).startsWith(key + ": is a directory");
    }

    @Test
    void saysWhenAFileHoldsSomethingElse() throws IOException {
        Files.writeString(chain, "garbage");
        assertThat(problem()).startsWith(chain + ": holds no PEM certificate");
        TestCertificates.writeChain(chain, LEAF);
        Files.writeString(key, Files.readString(chain));
        assertThat(problem()).startsWith(key + ": holds no PEM private key");
    }

    @Test
    void saysWhenAFileIsHalfWritten() throws IOException {
        for (Path file : List.of(chain, key)) {
            String whole = Files.readString(file);
            for (int length = 30; length < whole.length() - 30; length += 13) {
                Files.writeString(file, whole.substring(0, length));
                if (!whole.substring(length).strip().startsWith("-----BEGIN")) {
                    assertThat(problem()).startsWith(file + ": is not complete PEM");
                }
            }
            Files.writeString(file, whole);
        }
        assertThat(loaded()).isNotNull();
    }

    @Test
    void saysWhenTheKeyIsAnotherOne() {
        TestCertificates.writeKey(key, TestCertificates.newKeys(KeyKind.EC).getPrivate());
        assertThat(problem()).startsWith(key + ": the key does not belong to the first certificate of " + chain);
        TestCertificates.writeKey(key, TestCertificates.newKeys(KeyKind.RSA).getPrivate());
        assertThat(problem()).startsWith(key + ": the key does not belong to the first certificate of " + chain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp224r1", "secp256k1"})
    void saysWhenTheCurveIsNone(String curve) throws Exception {
        KeyPair keys = keysOn(curve);
        TestCertificates.writeChain(chain, TestCertificates.leaf(keys, List.of("example.com"), FROM, TO));
        TestCertificates.writeKey(key, keys.getPrivate());
        assertThat(problem())
                .isEqualTo(chain + ": the key of the first certificate is on the curve " + curve
                        + ", which browsers and TLS here do not support; make a key on P-256, P-384 or P-521 and have"
                        + " the certificate issued for it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void takesTheCurvesThatItNames(String curve) throws Exception {
        KeyPair keys = keysOn(curve);
        TestCertificates.writeChain(chain, TestCertificates.leaf(keys, List.of("example.com"), FROM, TO));
        TestCertificates.writeKey(key, keys.getPrivate());
        assertThat(loaded().leaf().names()).containsExactly("example.com");
    }

    private static KeyPair keysOn(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    @Test
    void putsTheChainInOrderAndLeavesRootsOut() {
        TestCertificates.writeChain(chain, TestCertificates.AUTHORITY, LEAF);
        assertThat(loaded().chain()).containsExactly(LEAF);
        assertThat(loaded().mended())
                .contains("the root CN=Test authority is left out of the chain, since clients have it");
        TestCertificates.writeChain(chain, LEAF);
        assertThat(loaded().mended()).isEmpty();
    }

    @Test
    void saysWhenTheKeyIsEncryptedAndNeverQuotesIt() throws Exception {
        char[] password = "secret".toCharArray();
        writePem(new JcaPKCS8Generator(
                KEYS.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                        .setProvider(PROVIDER)
                        .setPassword(password)
                        .build()));
        assertThat(problem()).startsWith(key + ": the key is encrypted");
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    KEYS.getPrivate(),
                    new JcePEMEncryptorBuilder("AES-256-CBC")
                            .setProvider(PROVIDER)
                            .build(password));
        }
        Files.writeString(key, text.toString());
        assertThat(problem()).startsWith(key + ": the key is encrypted");
    }

    @Test
    void saysWhenTheKindOfKeyCannotBeServed() throws Exception {
        TestCertificates.writeKey(
                key, KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPrivate());
        assertThat(problem()).startsWith(key + ": keys of the kind 1.3.101.113").contains("use EC (P-256) or RSA");
    }

    @Test
    void notesWhatTheDatesDeserve() {
        CertificatePair pair = loaded();
        assertThat(kinds(pair, FROM.minusSeconds(1))).containsExactly(CertificateNote.Kind.NOT_YET_VALID);
        assertThat(kinds(pair, FROM)).isEmpty();
        assertThat(kinds(pair, FROM.plus(Duration.ofDays(80)).minusSeconds(1))).isEmpty();
        assertThat(kinds(pair, FROM.plus(Duration.ofDays(80)))).containsExactly(CertificateNote.Kind.ENDS_SOON);
        assertThat(kinds(pair, TO)).containsExactly(CertificateNote.Kind.ENDS_SOON);
        assertThat(kinds(pair, TO.plusSeconds(1))).containsExactly(CertificateNote.Kind.EXPIRED);
    }

    /** C14. */
    @Test
    void notesWhatTheChainDeserves() {
        TestCertificates.writeChain(chain, LEAF);
        assertThat(kinds(loaded(), FROM)).containsExactly(CertificateNote.Kind.CHAIN_INCOMPLETE);
        assertThat(loaded().notes(FROM).getFirst().text())
                .contains("without its issuer (CN=Test authority)")
                .endsWith("Append the issuer's certificate");
        TestCertificates.writeChain(chain, LEAF, TestCertificates.AUTHORITY);
        assertThat(loaded().notes(FROM)).isEmpty();
    }

    private static List<CertificateNote.Kind> kinds(CertificatePair pair, Instant now) {
        return pair.notes(now).stream().map(CertificateNote::kind).toList();
    }
}
