package frontdoor.acme;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The judgement whether what was issued takes the place of what is there: never of a good certificate if it is a worse one.
 *
 * @param wanted what was asked for
 * @param good the certificate that is there; empty where there is none, or it is not good any more, so that any other is better
 * @param now the instant for which it is judged
 */
record Acceptance(Wanted wanted, Optional<Kept> good, Instant now) {
    /** It was issued, and counts: so many may be of the same names in a week that one is left for each pause. */
    private static final Duration PAUSE = Duration.ofHours(34);

    /**
     * Returns when {@code fresh} is to be used.
     *
     * @param key the public half of ours
     */
    void check(Kept fresh, PublicKey key) throws OrderFailedException {
        if (!fresh.leaf().getPublicKey().equals(key)) {
            throw worse("it is for another key than ours");
        }
        if (!fresh.suits(wanted)) {
            throw worse(
                    "it names " + String.join(" ", fresh.names()) + ", or has another kind of key than was asked for");
        }
        if (!fresh.lifetime().includes(now)) {
            throw worse("it holds from " + fresh.lifetime().notBefore() + " to "
                    + fresh.lifetime().notAfter() + ", not now");
        }
        if (good.filter(one -> one.suits(wanted) && endsLater(one, fresh)).isPresent()) {
            throw worse("it ends at " + fresh.lifetime().notAfter() + ", before the one that is there");
        }
    }

    private static boolean endsLater(Kept there, Kept fresh) {
        return there.lifetime().notAfter().isAfter(fresh.lifetime().notAfter());
    }

    private OrderFailedException worse(String why) {
        return new OrderFailedException(
                "what was issued is worse than what is wanted, and is not used: " + why, now.plus(PAUSE));
    }
}
