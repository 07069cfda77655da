package frontdoor.tls;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of several pairs for the same name suits one client at one instant. */
record KeyPreference(EcCurves ecdsa, boolean ed25519, boolean rsa, Instant now) {
    /** By the order of kinds, and then who ends last: the first one that suits a client is its best. */
    private static final Comparator<CertificatePair> BEST_FIRST = Comparator.comparing(
                    (CertificatePair pair) -> pair.leaf().kind())
            .thenComparing(pair -> pair.leaf().notAfter(), Comparator.reverseOrder());

    /** The same pairs in the order in which {@link #pick} looks at them. */
    static List<CertificatePair> inOrder(Collection<CertificatePair> pairs) {
        return pairs.size() < 2
                ? List.copyOf(pairs)
                : pairs.stream().sorted(BEST_FIRST).toList();
    }

    /**
     * Picks, in this order, by what the client accepts, by validity, by kind, and by who ends last.
     *
     * @param candidates as {@link #inOrder} has them: thousands may be for one name, and nearly always the first one is it
     */
    @Nullable
    CertificatePair pick(List<CertificatePair> candidates) {
        CertificatePair best = null;
        for (CertificatePair candidate : candidates) {
            if (suits(candidate)) {
                return candidate;
            }
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
            return kind.compareTo(other.leaf().kind()) < 0;
        }
        return one.leaf().notAfter().isAfter(other.leaf().notAfter());
    }

    private boolean accepts(CertificatePair pair) {
        return switch (pair.leaf().kind()) {
            case EC -> ecdsa.have(pair);
            case ED25519 -> ed25519;
            case RSA -> rsa;
        };
    }
}
