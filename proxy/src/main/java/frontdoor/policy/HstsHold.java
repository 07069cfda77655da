package frontdoor.policy;

import java.time.Instant;

/**
 * Why a ramp does not go on.
 *
 * @param cause what is wrong with the certificate
 * @param since when the certificate went bad; {@link Instant#MIN} where there is none
 */
public record HstsHold(Cause cause, Instant since) {
    /** The fault of the certificate. */
    public enum Cause {
        NO_CERTIFICATE("no certificate answers for the host"),
        NOT_COVERED("the certificate does not name the host"),
        REFUSED("browsers refuse the certificate"),
        REVOKED("its issuer has revoked the certificate"),
        CHAIN_ENDED("every way from the certificate to an issuer has ended"),
        ENDS_SOON("the certificate is in the last fifth of its lifetime"),
        EXPIRED("the certificate has ended");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        /** The sentence for people, without its full stop. */
        public String text() {
            return text;
        }
    }

    static HstsHold of(CertificateFacts certificate, Instant now) {
        return new HstsHold(cause(certificate, now), certificate.badFrom());
    }

    private static Cause cause(CertificateFacts certificate, Instant now) {
        if (certificate.equals(CertificateFacts.NONE)) {
            return Cause.NO_CERTIFICATE;
        }
        if (!certificate.covers()) {
            return Cause.NOT_COVERED;
        }
        if (certificate.refused()) {
            return Cause.REFUSED;
        }
        if (!now.isBefore(certificate.revoked())) {
            return Cause.REVOKED;
        }
        if (!now.isBefore(certificate.chainEnds()) && !now.isAfter(certificate.notAfter())) {
            return Cause.CHAIN_ENDED;
        }
        return now.isAfter(certificate.notAfter()) ? Cause.EXPIRED : Cause.ENDS_SOON;
    }
}
