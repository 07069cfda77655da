package frontdoor.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The judgement of browsers on a chain of certificates, as far as it does not depend on who trusts which authority. Immutable.
 *
 * <p>plan, the gates of a ramp and audit share it, so that they say the same of the same chain.
 */
public final class ChainJudgement {
    private final List<X509Certificate> chain;
    private final List<String> weaknesses;
    private final Instant opens;
    private final Instant closes;

    private ChainJudgement(List<X509Certificate> chain) {
        this.chain = List.copyOf(chain);
        this.weaknesses = List.copyOf(Weakness.of(chain));
        ChainWays ways = new ChainWays(chain);
        boolean plain = chain.stream().skip(1).noneMatch(this::limits);
        this.opens = plain ? Instant.MIN : ways.opens();
        this.closes = plain ? Instant.MAX : ways.closes();
    }

    /**
     * Judges a chain.
     *
     * @param chain as it is sent, leaf first; at least one certificate
     */
    public static ChainJudgement of(List<X509Certificate> chain) {
        return new ChainJudgement(chain);
    }

    /** Whether browsers refuse a key, a signature or a purpose of it, at any time. */
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

    /** The first certificate after the leaf that has ended; empty if none has. */
    private String ended(Instant now) {
        for (int i = 1; i < chain.size(); i++) {
            Instant end = chain.get(i).getNotAfter().toInstant();
            if (now.isAfter(end)) {
                return Links.name(i, chain.get(i)) + " ended at " + text(end);
            }
        }
        return "";
    }

    private String endsFirst() {
        for (int i = 1; i < chain.size(); i++) {
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
