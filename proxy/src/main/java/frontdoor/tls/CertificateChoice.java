package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;

/** The certificate that answers one handshake, whatever is swapped in before its end. */
public final class CertificateChoice {
    private final String alias;
    private final CertificatePair pair;

    CertificateChoice(String alias, CertificatePair pair) {
        this.alias = alias;
        this.pair = pair;
    }

    /** What is presented. */
    public CertificatePair pair() {
        return pair;
    }

    /**
     * Whether it would be signed for with SHA-1, which BoringSSL does with EC keys for whoever names nothing else, and which servers must not do
     * (RFC 9155 4); or for nobody, for want of a suite or of its curve.
     */
    public boolean isBeyond(ClientHello hello) {
        return pair.leaf().kind() == KeyKind.EC && !hello.ecdsa().have(pair);
    }

    /** The name by which the TLS engine asks for it. */
    String alias() {
        return alias;
    }
}
