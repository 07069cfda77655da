package frontdoor.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Turns PEM text into certificates and keys; what a file holds beside what is looked for is passed over. */
final class PemFiles {

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
        try {
            PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
            if (KeyKind.of(key).isPresent()) {
                return key;
            }
            throw new PemProblem(file + ": " + key.getAlgorithm() + " keys cannot be served; use EC (P-256) or RSA");
        } catch (IOException unusable) {
            // The cause may quote what it read, and that is a private key.
            throw new PemProblem(file + ": the key is broken or of an unsupported kind; use EC (P-256) or RSA");
        }
    }

    private static List<Object> readObjects(Path file, String text) throws PemProblem {
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
            return objects;
        } catch (IOException | RuntimeException broken) {
            // The cause may quote what it read, and that may be a private key.
            throw new PemProblem(file + ": is not complete PEM; it was perhaps not written completely");
        }
    }
}
