package frontdoor.tls;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A chain of a leaf and any number of issuers of one name and key, with whatever may be wrong with them. */
public final class ChainBuilder {
    private static final AtomicLong SERIALS = new AtomicLong(900_000);
    private static final X500Name ROOT = new X500Name("CN=Chain root");
    private static final X500Name MIDDLE = new X500Name("CN=middle");
    private static final KeyPair ROOT_KEYS = TestCertificates.newKeys(KeyKind.EC);
    private static final KeyPair MIDDLE_KEYS = TestCertificates.newKeys(KeyKind.EC);

    private final Instant from;
    private final Instant to;
    private final List<String> names;
    private final List<Instant> issuerEnds = new ArrayList<>();
    private KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
    private String signature = "SHA256withECDSA";
    private KeyPurposeId[] purposes = {};
    private KeyPurposeId[] issuerPurposes = {};
    private int usage;
    private Instant issuerFrom = Instant.parse("2020-01-01T00:00:00Z");

    public ChainBuilder(Instant from, Instant to, List<String> names) {
        this.from = from;
        this.to = to;
        this.names = List.copyOf(names);
    }

    /** Adds an issuer that begins in 2020, unless told otherwise. */
    public ChainBuilder issuerUntil(Instant end) {
        issuerEnds.add(end);
        return this;
    }

    /** When the issuers begin. */
    public ChainBuilder issuersFrom(Instant begin) {
        issuerFrom = begin;
        return this;
    }

    public ChainBuilder signedWith(String algorithm) {
        signature = algorithm;
        return this;
    }

    public ChainBuilder rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            keys = generator.generateKeyPair();
            return this;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public ChainBuilder purposes(KeyPurposeId... more) {
        purposes = more;
        return this;
    }

    public ChainBuilder issuerPurposes(KeyPurposeId... more) {
        issuerPurposes = more;
        return this;
    }

    /** Bits of {@link KeyUsage}. */
    public ChainBuilder usage(int bits) {
        usage = bits;
        return this;
    }

    /** The same by words, as golden cases have them: {@code sha1}, {@code rsa1024}, {@code client}, {@code issuer=2026-11-01T00:00:00Z}. */
    public ChainBuilder with(String word) {
        return switch (word) {
            case "sha1" -> signedWith("SHA1withECDSA");
            case "rsa1024" -> rsa(1024);
            case "client" -> purposes(KeyPurposeId.id_kp_clientAuth);
            default -> issuerUntil(Instant.parse(word.substring("issuer=".length())));
        };
    }

    public List<X509Certificate> chain() {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(leaf());
            for (Instant end : issuerEnds) {
                chain.add(issuer(end));
            }
            return chain;
        } catch (GeneralSecurityException | OperatorException | CertIOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public PemPair pem() {
        return PemPair.of(keys, chain());
    }

    /** Writes {@code base.pem} and {@code base.key}. */
    public void write(Path base) {
        pem().writeTo(
                        base.resolveSibling(base.getFileName() + ".pem"),
                        base.resolveSibling(base.getFileName() + ".key"));
    }

    CertificatePair pair() {
        try {
            return CertificateLoader.pair(chain(), keys.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private X509Certificate leaf() throws GeneralSecurityException, OperatorException, CertIOException {
        JcaX509v3CertificateBuilder builder = builder(MIDDLE, from, to, new X500Name("CN=leaf"), keys);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
        if (purposes.length > 0) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (usage != 0) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        }
        return sign(builder, signature, MIDDLE_KEYS);
    }

    private X509Certificate issuer(Instant end) throws GeneralSecurityException, OperatorException, CertIOException {
        JcaX509v3CertificateBuilder builder = builder(ROOT, issuerFrom, end, MIDDLE, MIDDLE_KEYS);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        if (issuerPurposes.length > 0) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(issuerPurposes));
        }
        return sign(builder, "SHA256withECDSA", ROOT_KEYS);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, Instant from, Instant to, X500Name subject, KeyPair keys) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIALS.incrementAndGet()),
                Date.from(from),
                Date.from(to),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, String algorithm, KeyPair signer)
            throws GeneralSecurityException, OperatorException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
    }
}
