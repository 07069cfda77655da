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

    /** What there is to say of a longer one that ends below nobody who is known here. */
    static Optional<String> endsOutOfSight(ChainOrder order) {
        return order.endOutOfSight()
                .map(last -> "the chain ends with a certificate of " + issuer(last)
                        + ", which neither Java nor, most likely, browsers know by themselves. Where that is no root of"
                        + " your own, append its certificate"
                        + InformationAccess.issuers(last)
                                .map(url -> ", which is at " + url)
                                .orElse(""));
    }

    private static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    }

    private static CertificateNote incomplete(X509Certificate leaf) {
        return new CertificateNote(
                CertificateNote.Kind.CHAIN_INCOMPLETE,
                "the chain holds the leaf alone, without its issuer (" + issuer(leaf)
                        + "); clients that do not know that one refuse it. Append the issuer's certificate"
                        + InformationAccess.issuers(leaf)
                                .map(url -> ", which is at " + url)
                                .orElse(""));
    }
}
