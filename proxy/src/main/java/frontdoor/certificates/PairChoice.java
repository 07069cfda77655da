package frontdoor.certificates;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The choice between a pair that was just read and what is in memory.
 *
 * <p>What browsers refuse never replaces what they accept, nor a certificate that has ended one that has not, be it from the same files or
 * from others; where all have ended, the last to end wins.
 */
final class PairChoice {
    private final LoadedCertificates previous;
    private final Instant now;
    /** Null until a pair is bad. */
    private @Nullable UsablePairs usable;

    /** Chooses between what is read and the pairs of {@code previous}. */
    PairChoice(LoadedCertificates previous, Instant now) {
        this.previous = previous;
        this.now = now;
    }

    /**
     * A pair that stays in service.
     *
     * @param reason why what was read does not take its place
     */
    record Kept(CertificatePair pair, String reason) {}

    /**
     * The pair that stays in place of {@code read}; empty where {@code read} is no worse than what there is.
     *
     * @param hosts those that {@code files} are to answer for
     */
    Optional<Kept> insteadOf(CertificatePair read, PairFiles files, HostIndex hosts) {
        Optional<CertificatePair> before = previous.of(files);
        if (before.isPresent()
                && !before.get().equals(read)
                && hosts.isCoveredBy(before.get())
                && !hosts.isCoveredBy(read)) {
            return Optional.of(
                    new Kept(before.get(), files.place() + ": the certificate covers none of the hosts any more"));
        }
        return better(before, read).map(kept -> new Kept(kept, files.place() + ": " + Worth.reason(read, now)));
    }

    private Optional<CertificatePair> better(Optional<CertificatePair> before, CertificatePair read) {
        Worth worth = Worth.of(read, now);
        if (worth == Worth.GOOD) {
            return Optional.empty();
        }
        return Stream.concat(before.stream(), usable().coveringAllOf(read))
                .max(Comparator.comparing(pair -> Worth.of(pair, now)))
                .filter(best -> Worth.of(best, now).compareTo(worth) > 0)
                .or(() -> before.filter(pair -> worth == Worth.OUT_OF_DATE
                        && pair.leaf().notAfter().isAfter(read.leaf().notAfter())));
    }

    private UsablePairs usable() {
        UsablePairs known = usable;
        if (known == null) {
            known = new UsablePairs(previous.byFiles().values(), now);
            usable = known;
        }
        return known;
    }
}
