package frontdoor.renewal;

import java.time.Instant;

/** The next thing to do about a certificate. */
public sealed interface Step {
    /** Ask this authority, now. */
    record Ask(String authority) implements Step {}

    /**
     * Nothing before this instant.
     *
     * @param until when to look again
     */
    record Wait(Instant until) implements Step {}
}
