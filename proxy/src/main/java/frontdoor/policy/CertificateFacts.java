package frontdoor.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * The facts about the certificate that answers for a host which the gates of a ramp have to know.
 *
 * @param covers whether it names the host
 * @param refused whether browsers refuse it whatever its dates: a weak key, a broken signature, another purpose
 * @param revoked since when its issuer has taken it back; {@link Instant#MAX} if it has not
 * @param notBefore first instant of its validity
 * @param endsSoonFrom first instant of the last fifth of its lifetime
 * @param chainEnds after it no way from the certificate to an issuer is open; {@link Instant#MAX} if that is no earlier than its own end
 * @param notAfter last instant of its validity
 */
public record CertificateFacts(
        boolean covers,
        boolean refused,
        Instant revoked,
        Instant notBefore,
        Instant endsSoonFrom,
        Instant chainEnds,
        Instant notAfter) {
    /** No certificate answers for the host. */
    public static final CertificateFacts NONE = new CertificateFacts(false, Instant.MIN, Instant.MIN, Instant.MIN);

    /** The facts of a certificate that browsers accept while it lasts. */
    public CertificateFacts(boolean covers, Instant notBefore, Instant endsSoonFrom, Instant notAfter) {
        this(covers, false, Instant.MAX, notBefore, endsSoonFrom, Instant.MAX, notAfter);
    }

    /** The instant from which the certificate is bad: one that does not name the host, or is refused, has been so all its life. */
    Instant badFrom() {
        if (!covers || refused) {
            return notBefore;
        }
        return Collections.min(List.of(revoked, chainEnds, endsSoonFrom));
    }

    /** Whether the certificate is bad at {@code now}. */
    boolean isBadAt(Instant now) {
        return !covers || refused || !now.isBefore(badFrom());
    }
}
