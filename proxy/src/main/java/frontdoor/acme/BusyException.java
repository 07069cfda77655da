package frontdoor.acme;

import java.time.Instant;
import org.shredzone.acme4j.exception.AcmeException;

/** An answer of an authority, or of what stands before it, that is no problem document and says when to come again (RFC 9110 10.2.3). */
final class BusyException extends AcmeException {
    private static final long serialVersionUID = 1;

    private final Instant again;

    BusyException(String words, Instant again) {
        super(words);
        this.again = again;
    }

    Instant again() {
        return again;
    }
}
