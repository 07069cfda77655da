package frontdoor.tls;

import frontdoor.hosts.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests: one authority, leaves of any kind, name and age. */
public final class TestCertificates {

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final AtomicLong SERIALS = new AtomicLong(1000);
    private static final KeyPair AUTHORITY_KEYS = newKeys(KeyKind.EC);
    private static final X500Principal AUTHORITY_NAME = new X500Principal("CN=Test authority");
    public static final X509Certificate AUTHORITY = issue(
            AUTHORITY_NAME,
            AUTHORITY_KEYS,
            List.of(),
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2090-01-01T00:00:00Z"),
            SIGNATURE);

    private TestCertificates() {}

    public static KeyPair newKeys(KeyKind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm());
            generator.initialize(kind == KeyKind.EC ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static X509Certificate leaf(KeyPair keys, List<String> names, Instant from, Instant to) {
        return issue(new X500Principal("CN=leaf"), keys, names, from, to, SIGNATURE);
    }

    static X509Certificate leafSignedWithSha1(KeyPair keys, List<String> names) {
        Instant now = Instant.now();
        Instant from = now.minus(Duration.ofDays(1));
        Instant to = now.plus(Duration.ofDays(30));
        return issue(new X500Principal("CN=leaf"), keys, names, from, to, "SHA1withECDSA");
    }

    /** A pair that began 30 days ago and ends {@code daysLeft} days from now. */
    static CertificatePair pair(KeyKind kind, int daysLeft, String... names) {
        Instant now = Instant.now();
        return pair(kind, now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(daysLeft)), names);
    }

    static CertificatePair pair(KeyKind kind, Instant from, Instant to, String... names) {
        KeyPair keys = newKeys(kind);
        return pairOf(keys, leaf(keys, List.of(names), from, to));
    }

    static CertificatePair pairOf(KeyPair keys, X509Certificate leaf) {
        try {
            return CertificateLoader.pair(List.of(leaf, AUTHORITY), keys.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Writes {@code base.pem} and {@code base.key}: a leaf for these names and its key. */
    public static void write(Path base, Instant from, Instant to, List<String> names) {
        KeyPair keys = newKeys(KeyKind.EC);
        writeChain(base.resolveSibling(base.getFileName() + ".pem"), leaf(keys, names, from, to), AUTHORITY);
        writeKey(base.resolveSibling(base.getFileName() + ".key"), keys.getPrivate());
    }

    static void writeChain(Path file, X509Certificate... chain) {
        try {
            PrivateFiles.writeCertificates(file, (Object[]) chain);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void writeKey(Path file, PrivateKey key) {
        try {
            PrivateFiles.writeKey(file, key);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static X509Certificate issue(
            X500Principal subject, KeyPair keys, List<String> names, Instant from, Instant to, String signature) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    AUTHORITY_NAME,
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    keys.getPublic());
            if (subject.equals(AUTHORITY_NAME)) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.stream()
                                .map(TestCertificates::generalName)
                                .toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(signature).build(AUTHORITY_KEYS.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static GeneralName generalName(String name) {
        return new GeneralName(Addresses.parse(name).isPresent() ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
