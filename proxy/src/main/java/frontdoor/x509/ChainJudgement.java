package frontdoor.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The judgement of browsers on a chain of certificates, as far as it does not depend on who trusts which authority. Immutable.
 *
 * <p>plan, the gates of a ramp and audit share it, so that they say the same of the same chain.
 */
public final class ChainJudgement {
    private final List<X509Certificate> chain;
    private final List<Integer> onWays;
    private final List<String> weaknesses;
    private final Instant opens;
    private final Instant closes;

    private ChainJudgement(List<X509Certificate> chain) {
        this.chain = List.copyOf(chain);
        List<List<String>> weak = IntStream.range(0, chain.size())
                .mapToObj(index -> Weakness.of(chain, index))
                .toList();
        // To look for ways costs a verification for each issuer, and thousands of chains have nothing to pass by.
        boolean plain = IntStream.range(1, chain.size())
                .allMatch(index -> weak.get(index).isEmpty() && !limits(chain.get(index)));
        if (plain) {
            this.onWays = IntStream.range(0, chain.size()).boxed().toList();
            this.weaknesses = weak.getFirst();
            this.opens = Instant.MIN;
            this.closes = Instant.MAX;
            return;
        }
        ChainWays sound = new ChainWays(chain, index -> weak.get(index).isEmpty());
        ChainWays ways = sound.exist() ? sound : new ChainWays(chain, _ -> true);
        this.onWays = List.copyOf(ChainWays.from(chain));
        this.weaknesses = sound.exist()
                ? weak.getFirst()
                : onWays.stream()
                        .sorted()
                        .flatMap(index -> weak.get(index).stream())
                        .toList();
        this.opens = ways.opens();
        this.closes = ways.closes();
    }

    /**
     * Judges a chain.
     *
     * @param chain as it is sent, leaf first; at least one certificate
     */
    public static ChainJudgement of(List<X509Certificate> chain) {
        return new ChainJudgement(chain);
    }

    /** Whether the leaf has signed itself, so that nobody but its owner believes it. */
    public boolean isSelfSigned() {
        X509Certificate leaf = chain.getFirst();
        return Links.isSelfIssued(leaf) && Links.issued(leaf, leaf);
    }

    /** Whether browsers refuse a key, a signature or a purpose of the leaf or on every way from it, at any time. */
    public boolean isWeak() {
        return !weaknesses.isEmpty();
    }

    /** The instant after which no way from the leaf to an issuer is open; {@link Instant#MAX} if that is not before the leaf's own end. */
    public Instant closes() {
        return closes;
    }

    /** Everything there is to say at {@code now}. */
    public List<ChainFault> faults(Instant now) {
        List<ChainFault> faults = new ArrayList<>();
        weaknesses.forEach(text -> faults.add(new ChainFault(ChainFault.Kind.WEAK, text)));
        if (now.isAfter(closes)) {
            faults.add(new ChainFault(ChainFault.Kind.ENDED, ended(now) + ", and there is no way past it"));
        } else if (now.isBefore(opens)) {
            faults.add(new ChainFault(
                    ChainFault.Kind.ENDED,
                    "the chain is not valid before " + text(opens) + ": until then one of its certificates is not"));
        } else if (!ended(now).isEmpty()) {
            faults.add(new ChainFault(
                    ChainFault.Kind.PARTLY_ENDED, ended(now) + "; clients that find no other way refuse the chain"));
        } else if (closes.isBefore(leafEnds())) {
            faults.add(new ChainFault(ChainFault.Kind.ENDS_FIRST, endsFirst()));
        }
        return List.copyOf(faults);
    }

    private boolean limits(X509Certificate certificate) {
        Instant leafBegins = chain.getFirst().getNotBefore().toInstant();
        return certificate.getNotAfter().toInstant().isBefore(leafEnds())
                || certificate.getNotBefore().toInstant().isAfter(leafBegins);
    }

    private Instant leafEnds() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    private List<Integer> issuersOnWays() {
        return onWays.subList(1, onWays.size());
    }

    /** The first certificate after the leaf, on a way from it, that has ended; empty if none has. */
    private String ended(Instant now) {
        for (int i : issuersOnWays()) {
            Instant end = chain.get(i).getNotAfter().toInstant();
            if (now.isAfter(end)) {
                return Links.name(i, chain.get(i)) + " ended at " + text(end);
            }
        }
        return "";
    }

    private String endsFirst() {
        for (int i : issuersOnWays()) {
            if (chain.get(i).getNotAfter().toInstant().equals(closes)) {
                return Links.name(i, chain.get(i)) + " ends at " + text(closes) + ", before the leaf";
            }
        }
        return "the chain ends at " + text(closes) + ", before the leaf";
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
