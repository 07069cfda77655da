package frontdoor.acme;

import java.time.Instant;

/** An order that has come to no certificate, for a reason that the message tells: in the authority's own words where it has said any. */
final class OrderFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Instant again;

    OrderFailedException(String words) {
        this(words, Instant.MIN);
    }

    /** @param again the first instant at which another one is worth its place among those that the authority takes */
    OrderFailedException(String words, Instant again) {
        super(words, null, false, false);
        this.again = again;
    }

    Instant again() {
        return again;
    }
}
