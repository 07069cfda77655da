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
import java.util.Set;
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
    private static final X500Name STRANGER = new X500Name("CN=stranger");
    private static final KeyPair ROOT_KEYS = TestCertificates.newKeys(KeyKind.EC);
    private static final KeyPair MIDDLE_KEYS = TestCertificates.newKeys(KeyKind.EC);

    private final Instant from;
    private final Instant to;
    private final List<String> names;
    private final List<Issuer> issuers = new ArrayList<>();
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

    /** Adds an issuer that begins in 2020, unless told otherwise, with whatever is wrong with it. */
    public ChainBuilder issuerUntil(Instant end, Wrong... wrong) {
        issuers.add(new Issuer(end, Set.of(wrong)));
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

    /** The same by words, as golden cases have them: {@code sha1}, {@code rsa1024}, {@code client}, {@code issuer=2026-11-01T00:00:00Z}, {@code NO_AUTHORITY=}.... */
    public ChainBuilder with(String word) {
        return switch (word) {
            case "sha1" -> signedWith("SHA1withECDSA");
            case "rsa1024" -> rsa(1024);
            case "client" -> purposes(KeyPurposeId.id_kp_clientAuth);
            default -> {
                String[] issuer = word.split("=");
                Instant end = Instant.parse(issuer[1]);
                yield issuer[0].equals("issuer") ? issuerUntil(end) : issuerUntil(end, Wrong.valueOf(issuer[0]));
            }
        };
    }

    public List<X509Certificate> chain() {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(leaf());
            for (Issuer issuer : issuers) {
                chain.add(certificate(issuer));
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

    private X509Certificate certificate(Issuer issuer)
            throws GeneralSecurityException, OperatorException, CertIOException {
        X500Name name = issuer.is(Wrong.STRANGER) ? STRANGER : MIDDLE;
        JcaX509v3CertificateBuilder builder = builder(ROOT, issuerFrom, issuer.end(), name, MIDDLE_KEYS);
        if (!issuer.is(Wrong.NO_CONSTRAINTS)) {
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(!issuer.is(Wrong.NO_AUTHORITY)));
        }
        if (issuer.is(Wrong.NO_CERT_SIGN)) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign));
        }
        if (issuerPurposes.length > 0) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(issuerPurposes));
        }
        boolean broken = issuer.is(Wrong.SHA1) || issuer.is(Wrong.STRANGER);
        return sign(builder, broken ? "SHA1withECDSA" : "SHA256withECDSA", ROOT_KEYS);
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

    /** The ways in which an issuer may be wrong. */
    public enum Wrong {
        /** It is signed with SHA-1. */
        SHA1,
        /** It has issued nothing in the chain, and is signed with SHA-1. */
        STRANGER,
        /** Its basicConstraints say CA:FALSE. */
        NO_AUTHORITY,
        /** It has no basicConstraints. */
        NO_CONSTRAINTS,
        /** It has a key usage without keyCertSign. */
        NO_CERT_SIGN
    }

    private record Issuer(Instant end, Set<Wrong> wrong) {
        boolean is(Wrong kind) {
            return wrong.contains(kind);
        }
    }
}
