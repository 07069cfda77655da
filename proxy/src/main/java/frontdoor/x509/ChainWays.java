package frontdoor.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The ways from a leaf to the issuers that clients know, through the certificates that are sent with it (RFC 5280 6.1.3 (a)). A way leads
 * out where no issuer is sent, and at a root; a way that has ended does not matter where clients know its issuer by themselves.
 */
final class ChainWays {
    private final List<X509Certificate> chain;
    private final IntPredicate passable;
    private final @Nullable Instant[] closes;
    private final @Nullable Instant[] opens;

    /** The ways through those issuers, by their place in {@code chain}, that are {@code passable}. */
    ChainWays(List<X509Certificate> chain, IntPredicate passable) {
        this.chain = chain;
        this.passable = passable;
        this.closes = new Instant[chain.size()];
        this.opens = new Instant[chain.size()];
    }

    /** Whether there is any, whatever its dates. */
    boolean exist() {
        return closes().isAfter(Instant.MIN);
    }

    /** The places of the leaf and of all that lie on a way from it, passable or not. */
    static SequencedSet<Integer> from(List<X509Certificate> chain) {
        ChainWays all = new ChainWays(chain, _ -> true);
        SequencedSet<Integer> reached = new LinkedHashSet<>(List.of(0));
        List<Integer> next = List.of(0);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(subject -> all.issuersOf(subject).stream())
                    .filter(reached::add)
                    .toList();
        }
        return reached;
    }

    /** How many issuers stand on the shortest way between the leaf and the one at {@code index}; -1 if no way leads there. */
    static int issuersBelow(List<X509Certificate> chain, int index) {
        ChainWays all = new ChainWays(chain, _ -> true);
        SequencedSet<Integer> reached = new LinkedHashSet<>(List.of(0));
        int below = -1;
        for (List<Integer> next = List.of(0); !next.isEmpty() && !reached.contains(index); below++) {
            next = next.stream()
                    .flatMap(subject -> all.issuersOf(subject).stream())
                    .filter(reached::add)
                    .toList();
        }
        return reached.contains(index) ? below : -1;
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
        List<Integer> issuers = issuersOf(subject);
        Instant last = issuers.stream()
                .filter(passable::test)
                .map(through)
                .max(Comparator.naturalOrder())
                .orElse(issuers.isEmpty() ? Instant.MAX : Instant.MIN);
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
        List<Integer> issuers = issuersOf(subject);
        Instant first = issuers.stream()
                .filter(passable::test)
                .map(issuer -> later(chain.get(issuer).getNotBefore().toInstant(), opens(issuer)))
                .min(Comparator.naturalOrder())
                .orElse(issuers.isEmpty() ? Instant.MIN : Instant.MAX);
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
