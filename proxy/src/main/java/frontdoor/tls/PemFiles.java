package frontdoor.tls;

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
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Turns PEM text into certificates and keys; what a file holds beside what is looked for is passed over. */
final class PemFiles {
    private static final String NOT_COMPLETE = ": is not complete PEM; it was perhaps not written completely";
    private static final Pattern MARKER = Pattern.compile("-----(BEGIN|END) [A-Z0-9 ]+-----");

    private PemFiles() {}

    static List<X509Certificate> readChain(Path file, String text) throws PemProblem {
        List<X509Certificate> chain = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        for (Object object : readObjects(file, text)) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    chain.add(converter.getCertificate(holder));
                } catch (CertificateException broken) {
                    throw new PemProblem(file + ": certificate " + (chain.size() + 1) + " is broken; issue it anew");
                }
            }
        }
        if (chain.isEmpty()) {
            throw new PemProblem(file + ": holds no PEM certificate; it should begin with -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    static PrivateKey readKey(Path file, String text) throws PemProblem {
        for (Object object : readObjects(file, text)) {
            PrivateKeyInfo info = switch (object) {
                case PrivateKeyInfo plain -> plain;
                case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
                    throw new PemProblem(
                            file
                                    + ": the key is encrypted; write it decrypted, as openssl pkey -in FILE -out NEW does, readable by frontdoor alone");
                default -> null;
            };
            if (info != null) {
                return toKey(file, info);
            }
        }
        throw new PemProblem(file + ": holds no PEM private key; it should hold -----BEGIN PRIVATE KEY-----");
    }

    private static PrivateKey toKey(Path file, PrivateKeyInfo info) throws PemProblem {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        KeyKind kind;
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            kind = KeyKind.EC;
        } else if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            kind = KeyKind.RSA;
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

    private static List<Object> readObjects(Path file, String text) throws PemProblem {
        // The parser passes over what does not look like PEM, and so over a first line that was cut short.
        String lastLine =
                text.substring(text.stripTrailing().lastIndexOf('\n') + 1).strip();
        if (lastLine.startsWith("-") && !MARKER.matcher(lastLine).matches()) {
            throw new PemProblem(file + NOT_COMPLETE);
        }
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
            return objects;
        } catch (IOException | RuntimeException broken) {
            // The cause may quote what it read, and that may be a private key.
            throw new PemProblem(file + NOT_COMPLETE);
        }
    }
}
