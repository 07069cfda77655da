package frontdoor.acme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.RevocationReason;

/** A reason for which a subscriber has a certificate revoked (RFC 5280 5.3.1), of those that public authorities take from one. */
public enum RevocationCause {
    UNSPECIFIED("unspecified", RevocationReason.UNSPECIFIED),
    KEY_COMPROMISE("key-compromise", RevocationReason.KEY_COMPROMISE),
    AFFILIATION_CHANGED("affiliation-changed", RevocationReason.AFFILIATION_CHANGED),
    SUPERSEDED("superseded", RevocationReason.SUPERSEDED),
    CESSATION_OF_OPERATION("cessation-of-operation", RevocationReason.CESSATION_OF_OPERATION);

    /** As people write them. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(RevocationCause::toString).toList();

    private final String text;
    private final RevocationReason code;

    RevocationCause(String text, RevocationReason code) {
        this.text = text;
        this.code = code;
    }

    /** The one with this name, if there is one. */
    public static Optional<RevocationCause> of(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equals(name)).findFirst();
    }

    RevocationReason code() {
        return code;
    }

    @Override
    public String toString() {
        return text;
    }
}
