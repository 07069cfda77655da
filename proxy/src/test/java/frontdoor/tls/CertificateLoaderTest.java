package frontdoor.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
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
        return switch (CertificateLoader.load(chain, key)) {
            case CertificateLoading.Loaded loaded -> loaded.pair();
            case CertificateLoading.Unreadable unreadable -> throw new AssertionError(unreadable.problem());
        };
    }

    private String problem() {
        return switch (CertificateLoader.load(chain, key)) {
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
        assertThat(loaded().chain()).containsExactly(LEAF, TestCertificates.AUTHORITY);
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
    @EnumSource(KeyKind.class)
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

    @Test
    void saysWhenTheLeafIsNotFirst() {
        TestCertificates.writeChain(chain, TestCertificates.AUTHORITY, LEAF);
        assertThat(problem()).contains("write the leaf first");
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
                key, KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        assertThat(problem()).startsWith(key + ": keys of the kind 1.3.101.112").contains("use EC (P-256) or RSA");
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
        TestCertificates.writeChain(chain, LEAF, LEAF);
        assertThat(kinds(loaded(), FROM)).containsExactly(CertificateNote.Kind.CHAIN_DISORDERED);
    }

    private static List<CertificateNote.Kind> kinds(CertificatePair pair, Instant now) {
        return pair.notes(now).stream().map(CertificateNote::kind).toList();
    }
}
