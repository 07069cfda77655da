package frontdoor.tls;

import frontdoor.pairs.CertificatePair;

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

    /** The name by which the TLS engine asks for it. */
    String alias() {
        return alias;
    }
}
