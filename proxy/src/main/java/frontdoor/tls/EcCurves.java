package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import java.security.interfaces.ECKey;

/**
 * Curves of EC keys: those whose signatures a client can verify.
 *
 * @param bits one for each curve, by its place among those of RFC 8446 4.2.7 that have keys for signatures
 */
public record EcCurves(int bits) {
    static final EcCurves NONE = new EcCurves(0);
    static final EcCurves P256 = new EcCurves(1);
    static final EcCurves P384 = new EcCurves(2);
    static final EcCurves P521 = new EcCurves(4);
    static final EcCurves ALL = new EcCurves(7);

    EcCurves and(EcCurves more) {
        return new EcCurves(bits | more.bits);
    }

    /** Whether the key of {@code pair}, which is an EC key, is on one of them. */
    boolean have(CertificatePair pair) {
        return (bits & of(pair).bits) != 0;
    }

    private static EcCurves of(CertificatePair pair) {
        if (!(pair.chain().getFirst().getPublicKey() instanceof ECKey key)) {
            return ALL;
        }
        return switch (key.getParams().getCurve().getField().getFieldSize()) {
            case 256 -> P256;
            case 384 -> P384;
            case 521 -> P521;
            default -> ALL;
        };
    }
}
