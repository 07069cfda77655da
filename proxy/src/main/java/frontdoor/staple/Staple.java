package frontdoor.staple;

import java.time.Duration;
import java.time.Instant;

/**
 * A responder's answer that a certificate is good, as it is sent with it.
 *
 * @param octets a DER-encoded OCSPResponse; shared, never to be changed
 * @param thisUpdate when the responder knew that
 * @param nextUpdate after which nobody believes it any more
 */
@SuppressWarnings("ArrayRecordComponent") // The same octets go to every handshake; nobody compares them.
record Staple(byte[] octets, Instant thisUpdate, Instant nextUpdate) {
    private static final Duration LEAST_PAUSE = Duration.ofMinutes(1);
    private static final int SPREAD = 10;

    boolean holdsAt(Instant now) {
        return now.isBefore(nextUpdate);
    }

    /**
     * When the responder is asked for another one: at half of its life, or up to a tenth of it later, so that replicas do not come at
     * once. One that was old when it came is kept for half of what is left.
     *
     * @param chance from 0 to 1, where in that tenth
     */
    Instant due(Instant now, double chance) {
        Duration life = Duration.between(thisUpdate, nextUpdate);
        Instant half = thisUpdate.plus(life.dividedBy(2));
        Duration later = Duration.ofMillis((long) (chance * life.toMillis() / SPREAD));
        if (half.isAfter(now)) {
            return half.plus(later);
        }
        Duration left = Duration.between(now, nextUpdate).dividedBy(2);
        return now.plus(left.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : left);
    }
}
