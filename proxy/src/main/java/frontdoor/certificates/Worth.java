package frontdoor.certificates;

import frontdoor.pairs.CertificateNote;
import frontdoor.pairs.CertificatePair;
import java.time.Instant;

/** The worth of a pair to browsers at one instant, least first. */
enum Worth {
    /** Its leaf has ended, or has not begun. */
    OUT_OF_DATE,
    /** A weak key, a broken signature, another purpose, or a chain without an open way: clients that look at dates alone take it. */
    REFUSED,
    GOOD;

    static Worth of(CertificatePair pair, Instant now) {
        if (!pair.leaf().isValidAt(now)) {
            return OUT_OF_DATE;
        }
        return pair.isRefusedAt(now) ? REFUSED : GOOD;
    }

    /** Why {@code pair}, which is not good, is not. */
    static String reason(CertificatePair pair, Instant now) {
        return pair.notes(now).stream()
                .filter(note -> note.kind() == CertificateNote.Kind.CHAIN_REFUSED
                        && pair.leaf().isValidAt(now))
                .map(CertificateNote::text)
                .findFirst()
                .orElseGet(() -> "the certificate holds from " + pair.leaf().notBefore() + " to "
                        + pair.leaf().notAfter() + ", not now");
    }
}
