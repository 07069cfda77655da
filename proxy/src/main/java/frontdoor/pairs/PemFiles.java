package frontdoor.pairs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Turns PEM text into certificates and keys; blocks of other kinds are passed over, whatever they hold. */
public final class PemFiles {
    /** The last one is OpenSSL's, which adds for what it is trusted. */
    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private static final String KEY = "PRIVATE KEY";

    private PemFiles() {}

    /** Every certificate of the file, in its order; at least one. */
    public static List<X509Certificate> readChain(Path file, String text) throws PemProblem {
        List<X509Certificate> chain = new ArrayList<>();
        List<PemBlock> blocks = PemBlock.find(file, text);
        for (PemBlock block : blocks) {
            if (CERTIFICATES.contains(block.label())) {
                chain.add(toCertificate(file, block, chain.size() + 1));
            }
        }
        if (chain.isEmpty()) {
            throw new PemProblem(file + ": holds no PEM certificate" + instead(blocks)
                    + "; it should begin with -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    /** Every key of the file that can be served, in its order; at least one. */
    static List<PrivateKey> readKeys(Path file, String text, Optional<KeyPassword> password) throws PemProblem {
        List<PrivateKey> keys = new ArrayList<>();
        List<PemBlock> blocks = PemBlock.find(file, text);
        KeyDecryption decryption = new KeyDecryption(file, password);
        PemProblem problem = null;
        for (PemBlock block : blocks) {
            if (block.label().endsWith(KEY)) {
                try {
                    keys.add(toKey(file, block, decryption));
                } catch (PemProblem unusable) {
                    problem = problem == null ? unusable : problem;
                }
            }
        }
        if (keys.isEmpty()) {
            throw problem != null
                    ? problem
                    : new PemProblem(file + ": holds no PEM private key" + instead(blocks)
                            + "; it should hold -----BEGIN PRIVATE KEY-----");
        }
        return keys;
    }

    private static X509Certificate toCertificate(Path file, PemBlock block, int number) throws PemProblem {
        X509CertificateHolder holder = switch (parse(file, block)) {
            case X509CertificateHolder plain -> plain;
            case X509TrustedCertificateBlock trusted -> trusted.getCertificateHolder();
            case null, default -> null;
        };
        try {
            if (holder != null) {
                return new JcaX509CertificateConverter().getCertificate(holder);
            }
        } catch (CertificateException broken) {
            // Told below.
        }
        throw new PemProblem(
                file + ": certificate " + number + ", in line " + block.line() + ", is broken; issue it anew");
    }

    private static PrivateKey toKey(Path file, PemBlock block, KeyDecryption decryption) throws PemProblem {
        if (block.label().startsWith("OPENSSH")) {
            throw new PemProblem(file + ": the key is one of OpenSSH; write it as ssh-keygen -p -m PKCS8 -f FILE does");
        }
        return switch (parse(file, block)) {
            case PrivateKeyInfo plain -> toKey(file, plain);
            case PEMKeyPair pair -> toKey(file, pair.getPrivateKeyInfo());
            case PKCS8EncryptedPrivateKeyInfo encrypted -> toKey(file, decryption.open(encrypted));
            case PEMEncryptedKeyPair encrypted -> toKey(file, decryption.open(encrypted));
            case null, default ->
                throw new PemProblem(file + ": the key in line " + block.line() + " is of an unknown kind ("
                        + printable(block.label()) + "); use EC (P-256) or RSA");
        };
    }

    static PrivateKey toKey(Path file, PrivateKeyInfo info) throws PemProblem {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        KeyKind kind;
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            kind = KeyKind.EC;
        } else if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            kind = KeyKind.RSA;
        } else if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            kind = KeyKind.ED25519;
        } else {
            throw new PemProblem(file + ": keys of the kind " + algorithm + " cannot be served; use EC (P-256) or RSA");
        }
        try {
            return KeyFactory.getInstance(kind.algorithm()).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException unusable) {
            // The cause may quote what it read, and that is a private key.
            throw new PemProblem(file + ": the key is broken or of an unsupported curve; use EC (P-256) or RSA");
        }
    }

    private static @Nullable Object parse(Path file, PemBlock block) throws PemProblem {
        try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
            return parser.readObject();
        } catch (IOException | RuntimeException broken) {
            // The cause may quote what it read, and that may be a private key.
            throw new PemProblem(file + ": is not complete PEM: what begins in line " + block.line()
                    + " cannot be decoded; it was perhaps not written completely");
        }
    }

    /** What a file holds in the place of what was looked for. */
    private static String instead(List<PemBlock> blocks) {
        return blocks.isEmpty()
                ? ""
                : ", but "
                        + blocks.stream()
                                .map(PemBlock::label)
                                .distinct()
                                .limit(5)
                                .map(PemFiles::printable)
                                .collect(Collectors.joining(", "));
    }

    private static String printable(String label) {
        String shown = label.replaceAll("[^ -~]", "?");
        return shown.length() > 40 ? shown.substring(0, 40) + "..." : shown;
    }
}
