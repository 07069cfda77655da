package frontdoor.pairs;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * The terms on which clients can be told that a certificate was not revoked.
 *
 * @param leaf the certificate
 * @param issuer of it, as far as that one stands beside it: nobody can be asked without it
 * @param responder who is asked, over http; empty where the certificate names nobody
 * @param mustStaple whether clients are to refuse it without an answer of the responder (RFC 7633)
 */
public record OcspTerms(
        X509Certificate leaf, Optional<X509Certificate> issuer, Optional<String> responder, boolean mustStaple) {
    /** id-pe-tlsfeature. */
    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

    /** The extension of TLS that asks for such an answer, status_request (RFC 6066 8). */
    private static final int STATUS_REQUEST = 5;

    /** Those of a pair. */
    public static OcspTerms of(CertificatePair pair) {
        X509Certificate leaf = pair.chain().getFirst();
        Optional<X509Certificate> issuer = pair.order().judged().stream()
                .skip(1)
                .filter(one -> one.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
                .findFirst();
        return new OcspTerms(leaf, issuer, InformationAccess.responder(leaf), mustStaple(leaf));
    }

    private static boolean mustStaple(X509Certificate leaf) {
        byte[] extension = leaf.getExtensionValue(TLS_FEATURE);
        if (extension == null) {
            return false;
        }
        try {
            ASN1Sequence features = ASN1Sequence.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return StreamSupport.stream(features.spliterator(), false).anyMatch(OcspTerms::isStatusRequest);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean isStatusRequest(ASN1Encodable feature) {
        return feature instanceof ASN1Integer number && number.hasValue(STATUS_REQUEST);
    }
}
