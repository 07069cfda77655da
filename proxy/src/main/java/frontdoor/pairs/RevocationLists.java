package frontdoor.pairs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads what was told of authorities out of the octets of PEM files: their certificates, and the lists of what they have revoked. */
public final class RevocationLists {
    private RevocationLists() {}

    /** A file of no use. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private final String sentence;

        Unusable(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }

        /** One sentence that names the file and what mends it. */
        public String sentence() {
            return sentence;
        }
    }

    /** The certificates that {@code file} holds; at least one. */
    public static List<X509Certificate> authorities(Path file, byte[] octets) throws Unusable {
        try {
            return PemFiles.readChain(file, PemText.decode(octets));
        } catch (PemProblem problem) {
            throw new Unusable(problem.sentence());
        }
    }

    /** The lists (RFC 5280 5) that {@code file} holds; at least one. */
    public static List<X509CRL> lists(Path file, byte[] octets) throws Unusable {
        try {
            List<X509CRL> lists = new ArrayList<>();
            for (PemBlock block : PemBlock.find(file, PemText.decode(octets))) {
                if (block.label().endsWith("CRL")) {
                    lists.add(list(block.text().getBytes(StandardCharsets.US_ASCII)));
                }
            }
            if (lists.isEmpty()) {
                throw new Unusable(
                        file + ": holds no PEM revocation list; it should begin with -----BEGIN X509 CRL-----,"
                                + " as openssl crl -inform DER -in FILE writes it");
            }
            return lists;
        } catch (PemProblem problem) {
            throw new Unusable(problem.sentence());
        } catch (GeneralSecurityException broken) {
            throw new Unusable(file + ": holds a revocation list that is broken; fetch it anew");
        }
    }

    private static X509CRL list(byte[] pem) throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(pem));
    }
}
