package frontdoor.pairs;

import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The curves that EC keys can be served on (RFC 8422 5.1.1, RFC 8446 4.2.3). */
final class Curve {
    private static final Set<ASN1ObjectIdentifier> SERVED =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private Curve() {}

    /** The name of the curve of {@code key} if that is one that cannot be served; empty for other keys. */
    static Optional<String> unserved(PublicKey key) {
        AlgorithmIdentifier algorithm =
                SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                        && algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
                        && !SERVED.contains(curve)
                ? Optional.of(
                        Optional.ofNullable(ECNamedCurveTable.getName(curve)).orElse(curve.getId()))
                : Optional.empty();
    }
}
