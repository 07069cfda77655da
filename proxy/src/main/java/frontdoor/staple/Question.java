package frontdoor.staple;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.OcspTerms;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * A certificate that somebody can be asked about.
 *
 * @param id SHA-256 of it, in hexadecimal
 * @param leaf the certificate
 * @param issuer of it
 * @param responder the address of who is asked
 * @param mustStaple whether clients are to refuse it without an answer
 * @param names the hosts it is for
 */
record Question(
        String id,
        X509Certificate leaf,
        X509Certificate issuer,
        String responder,
        boolean mustStaple,
        List<String> names) {

    Question {
        names = List.copyOf(names);
    }

    /** The question about the leaf of {@code pair}; empty where nobody can be asked. */
    static Optional<Question> about(CertificatePair pair) {
        OcspTerms terms = OcspTerms.of(pair);
        return terms.responder()
                .flatMap(responder -> terms.issuer()
                        .map(issuer -> new Question(
                                pair.leaf().fingerprint(),
                                terms.leaf(),
                                issuer,
                                responder,
                                terms.mustStaple(),
                                Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream())
                                        .toList())));
    }

    /** An OCSPRequest, as it is posted (RFC 6960 4.1). Without a nonce: responders answer many clients with the same octets. */
    byte[] octets() throws GeneralSecurityException {
        try {
            CertificateID certificate = new CertificateID(
                    // RFC 5019 2.1.1: of all digests, what every responder knows.
                    digests().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
                    new JcaX509CertificateHolder(issuer),
                    leaf.getSerialNumber());
            return new OCSPReqBuilder().addRequest(certificate).build().getEncoded();
        } catch (IOException | OCSPException | OperatorCreationException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }
}
