package frontdoor.pairs;

import frontdoor.x509.ChainOrder;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The note that the completeness of a chain deserves. */
final class ChainNotes {
    private ChainNotes() {}

    /** Longer ones nearly always end below a root, which is not sent. */
    static Optional<CertificateNote> find(ChainOrder order) {
        return order.missing().filter(last -> order.sent().size() == 1).map(ChainNotes::incomplete);
    }

    private static CertificateNote incomplete(X509Certificate leaf) {
        String issuer = leaf.getIssuerX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
        return new CertificateNote(
                CertificateNote.Kind.CHAIN_INCOMPLETE,
                "the chain holds the leaf alone, without its issuer (" + issuer
                        + "); clients that do not know that one refuse it. Append the issuer's certificate"
                        + InformationAccess.issuers(leaf)
                                .map(url -> ", which is at " + url)
                                .orElse(""));
    }
}
