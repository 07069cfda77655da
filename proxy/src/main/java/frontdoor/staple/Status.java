package frontdoor.staple;

import java.time.Instant;

/** The status of a certificate, as a responder's answer tells it. */
sealed interface Status {
    /** Nobody has told anything that can be believed. */
    Status UNKNOWN = new Unknown("nothing was asked yet");

    /** It is good, and this says so. */
    record Good(Staple staple) implements Status {}

    /**
     * Its issuer has taken it back.
     *
     * @param since when
     * @param reason by RFC 5280 5.3.1, such as {@code key compromise}; empty for none
     */
    record Revoked(Instant since, String reason) implements Status {}

    /**
     * The answer is of no use.
     *
     * @param why a part of a sentence
     */
    record Unknown(String why) implements Status {}
}
