package frontdoor.policy;

import java.time.Instant;

/**
 * What the gates of a ramp have to know of the certificate that answers for a host.
 *
 * @param covers whether it names the host
 * @param notBefore first instant of its validity
 * @param endsSoonFrom first instant of the last fifth of its lifetime
 * @param notAfter last instant of its validity
 */
public record CertificateFacts(boolean covers, Instant notBefore, Instant endsSoonFrom, Instant notAfter) {
    /** No certificate answers for the host. */
    public static final CertificateFacts NONE = new CertificateFacts(false, Instant.MIN, Instant.MIN, Instant.MIN);

    /** The instant from which the certificate is bad: one that does not name the host has been so all its life. */
    Instant badFrom() {
        return covers ? endsSoonFrom : notBefore;
    }

    /** Whether the certificate is bad at {@code now}. */
    boolean isBadAt(Instant now) {
        return !covers || !now.isBefore(endsSoonFrom);
    }
}
