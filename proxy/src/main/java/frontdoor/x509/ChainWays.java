package frontdoor.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ways from a leaf to the issuers that clients know, through the certificates that are sent with it (RFC 5280 6.1.3 (a)). A way leads
 * out where no issuer is sent, and at a root; a way that has ended does not matter where clients know its issuer by themselves.
 */
final class ChainWays {
    private final List<X509Certificate> chain;
    private final @Nullable Instant[] closes;
    private final @Nullable Instant[] opens;

    ChainWays(List<X509Certificate> chain) {
        this.chain = chain;
        this.closes = new Instant[chain.size()];
        this.opens = new Instant[chain.size()];
    }

    /** Until when the best way is open, the leaf's own end not counted; {@link Instant#MAX} if nothing that is sent ends it. */
    Instant closes() {
        return closes(0);
    }

    /** From when the first way is open, the leaf's own beginning not counted; {@link Instant#MIN} if nothing that is sent delays it. */
    Instant opens() {
        return opens(0);
    }

    private Instant closes(int subject) {
        Instant known = closes[subject];
        if (known != null) {
            return known;
        }
        // Two that have signed each other lead nowhere by that.
        closes[subject] = Instant.MIN;
        Function<Integer, Instant> through = issuer -> earlier(end(issuer), closes(issuer));
        Instant last = issuersOf(subject).stream()
                .map(through)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        Instant leafEnds = chain.getFirst().getNotAfter().toInstant();
        Instant best = last.isBefore(leafEnds) ? later(last, ShippedRoots.endOfIssuer(chain.get(subject))) : last;
        closes[subject] = best;
        return best;
    }

    private Instant opens(int subject) {
        Instant known = opens[subject];
        if (known != null) {
            return known;
        }
        opens[subject] = Instant.MAX;
        Instant first = issuersOf(subject).stream()
                .map(issuer -> later(chain.get(issuer).getNotBefore().toInstant(), opens(issuer)))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        opens[subject] = first;
        return first;
    }

    private Instant end(int index) {
        return chain.get(index).getNotAfter().toInstant();
    }

    private List<Integer> issuersOf(int subject) {
        List<Integer> issuers = new ArrayList<>();
        if (!Links.isSelfIssued(chain.get(subject))) {
            for (int i = 1; i < chain.size(); i++) {
                if (i != subject && Links.issued(chain.get(i), chain.get(subject))) {
                    issuers.add(i);
                }
            }
        }
        return issuers;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
