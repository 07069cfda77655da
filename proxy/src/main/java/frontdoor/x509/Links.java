package frontdoor.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/** The questions about two certificates of a chain: who has issued whom. */
final class Links {
    private Links() {}

    /** Whether {@code issuer} has signed {@code subject}: by name first, which is cheap, then by signature. */
    static boolean issued(X509Certificate issuer, X509Certificate subject) {
        if (!issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal())) {
            return false;
        }
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException notTheSigner) {
            return false;
        }
    }

    /** Whether it says that it has issued itself, as roots do. */
    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Such as {@code certificate 2 of the chain (CN=issuer)}. */
    static String name(int index, X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
        return "certificate " + (index + 1) + " of the chain (" + subject + ")";
    }
}
