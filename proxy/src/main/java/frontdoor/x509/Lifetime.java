package frontdoor.x509;

import java.time.Duration;
import java.time.Instant;

/**
 * The lifetime of a certificate.
 *
 * @param notBefore first instant
 * @param notAfter last instant
 */
public record Lifetime(Instant notBefore, Instant notAfter) {
    /** Automatic renewals come when a third is left; from a fifth on, the certificate should have been replaced. */
    private static final int LEFT_AT_RENEWAL = 3;

    private static final int LEFT_AT_LAST = 5;
    private static final long NANOS = 1_000_000_000;

    /** When automatic renewals come. */
    public Instant renewalDue() {
        return before(LEFT_AT_RENEWAL);
    }

    /** First instant of its last fifth. */
    public Instant endsSoonFrom() {
        return before(LEFT_AT_LAST);
    }

    private Instant before(int part) {
        Duration all = Duration.between(notBefore, notAfter);
        // Without the decimals of Duration.dividedBy: thousands of hosts may ask.
        return notAfter.minusSeconds(all.getSeconds() / part)
                .minusNanos((all.getSeconds() % part * NANOS + all.getNano()) / part);
    }

    /** Whether {@code now} lies inside it, both ends included. */
    public boolean includes(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }
}
