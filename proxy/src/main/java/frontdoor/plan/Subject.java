package frontdoor.plan;

import frontdoor.pairs.CertificatePair;
import frontdoor.policy.HstsTerms;
import org.jspecify.annotations.Nullable;

/**
 * A host under judgement.
 *
 * @param host as it is configured, or a name that a pattern covers
 * @param chain from {@code http://HOST/} on
 * @param sent what its answers over TLS say about HSTS; null for nothing
 * @param certificate what its clients are shown; null where no handshake comes about
 */
record Subject(
        Scheme scheme,
        String host,
        Scheme.Site site,
        Chain chain,
        @Nullable HstsTerms sent,
        @Nullable CertificatePair certificate) {
    static Subject of(Scheme scheme, String host, Scheme.Site site) {
        return new Subject(
                scheme,
                host,
                site,
                ChainWalk.ofHost(scheme, host),
                site.sent(),
                scheme.certificateOf(host).orElse(null));
    }

    /** Whether browsers get an answer from the host over TLS without a complaint about its name. */
    boolean covered() {
        return certificate != null && Scheme.covers(certificate, host);
    }

    /** Whether it has asked for a certificate that is not there yet. */
    boolean awaits() {
        return !covered() && site.config().acme();
    }

    /** The key of the host in its site. */
    String hostKey() {
        return scheme.hostKey(site, host);
    }
}
