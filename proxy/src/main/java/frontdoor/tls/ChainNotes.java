package frontdoor.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The note that the order and completeness of a chain deserve. */
final class ChainNotes {
    private ChainNotes() {}

    static Optional<CertificateNote> find(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (!signs(chain.get(i), chain.get(i - 1))) {
                return Optional.of(new CertificateNote(
                        CertificateNote.Kind.CHAIN_DISORDERED,
                        "certificate " + (i + 1) + " of the chain did not sign certificate " + i
                                + "; each should have signed the one before it, the leaf first"));
            }
        }
        X509Certificate leaf = chain.getFirst();
        if (chain.size() == 1 && !leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
            return Optional.of(new CertificateNote(
                    CertificateNote.Kind.CHAIN_INCOMPLETE,
                    "the chain holds the leaf alone; clients that do not know its issuer ("
                            + leaf.getIssuerX500Principal().getName() + ") refuse it"));
        }
        return Optional.empty();
    }

    private static boolean signs(X509Certificate issuer, X509Certificate subject) {
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
}
