package frontdoor.tls;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of several pairs for the same name suits one client at one instant. */
record KeyPreference(boolean ecdsa, boolean rsa, Instant now) {
    /** Picks, in this order, by what the client accepts, by validity, by kind (EC first), and by who ends last. */
    @Nullable
    CertificatePair pick(List<CertificatePair> candidates) {
        CertificatePair best = null;
        for (CertificatePair candidate : candidates) {
            if (best == null || isBetter(candidate, best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Whether nothing better has to be looked for. */
    boolean suits(CertificatePair pair) {
        return accepts(pair) && isValid(pair);
    }

    boolean isValid(CertificatePair pair) {
        return pair.leaf().isValidAt(now);
    }

    private boolean isBetter(CertificatePair one, CertificatePair other) {
        if (accepts(one) != accepts(other)) {
            return accepts(one);
        }
        boolean valid = isValid(one);
        if (valid != isValid(other)) {
            return valid;
        }
        KeyKind kind = one.leaf().kind();
        if (valid && kind != other.leaf().kind()) {
            return kind == KeyKind.EC;
        }
        return one.leaf().notAfter().isAfter(other.leaf().notAfter());
    }

    private boolean accepts(CertificatePair pair) {
        return switch (pair.leaf().kind()) {
            case EC -> ecdsa;
            case RSA -> rsa;
        };
    }
}
