package frontdoor.renewal;

import frontdoor.x509.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The timetable for one certificate: it is asked for when it is due, again after pauses that grow, of the next authority when one fails for
 * long, and never before an authority wants to be asked again.
 */
public final class Timetable {
    /** The pause after the first failure; each is {@link #GROWTH} times the one before. Five failures in an hour are what authorities bear. */
    private static final Duration FIRST = Duration.ofMinutes(2);

    private static final int GROWTH = 3;
    /** A host without any certificate is not reached at all. */
    private static final Duration LONGEST_WITHOUT = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration SHORTEST_AT_LAST = Duration.ofMinutes(15);
    /** Of what is left of the lifetime: the nearer its end, the shorter the pauses. */
    private static final int PART_OF_REST = 72;
    /** Failures in a row, half an hour of them, after which the next authority is tried. */
    private static final int PATIENCE = 4;

    private final List<Offer> offers;
    private final Usage usage;
    private final Instant now;

    /**
     * One for this instant.
     *
     * @param offers the authorities in the order in which they are wanted; at least one
     * @param usage what was asked of them lately, for whatever certificates
     */
    public Timetable(List<Offer> offers, Usage usage, Instant now) {
        this.offers = List.copyOf(offers);
        this.usage = usage;
        this.now = now;
    }

    /**
     * The certificate that is wanted.
     *
     * @param names of the certificate
     * @param current how long the one lives that is there; empty where there is none
     * @param due from when on another one is wanted
     * @param chance from 0 to 1, so that those which failed together do not try again so
     */
    public record Want(Usage.Names names, Optional<Lifetime> current, Instant due, double chance) {}

    /** What to do about {@code want}, of which {@code history} tells what was done. */
    public Step next(Want want, History history) {
        if (now.isBefore(want.due())) {
            return new Step.Wait(want.due());
        }
        List<Attempt> failures = history.failures();
        if (!failures.isEmpty()) {
            Instant again = failures.getLast().at().plus(pause(failures.size(), want));
            if (now.isBefore(again)) {
                return new Step.Wait(again);
            }
        }
        return ask(want, failures.size() / PATIENCE % offers.size());
    }

    /** The first that is free, from the one on whose turn it is. */
    private Step ask(Want want, int turn) {
        Instant first = Instant.MAX;
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get((turn + i) % offers.size());
            Instant free = usage.freeFrom(offer, want.names(), want.current().isPresent(), now);
            if (!free.isAfter(now)) {
                return new Step.Ask(offer.authority());
            }
            first = free.isBefore(first) ? free : first;
        }
        return new Step.Wait(first);
    }

    private Duration pause(int failures, Want want) {
        Duration longest = want.current().map(this::longest).orElse(LONGEST_WITHOUT);
        Duration pause = FIRST;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        Duration bounded = pause.compareTo(longest) < 0 ? pause : longest;
        // Up to a quarter less.
        return bounded.minusSeconds((long) (bounded.toSeconds() * want.chance() / 4));
    }

    private Duration longest(Lifetime lifetime) {
        Duration part = Duration.between(now, lifetime.notAfter()).dividedBy(PART_OF_REST);
        if (part.compareTo(SHORTEST_AT_LAST) < 0) {
            return SHORTEST_AT_LAST;
        }
        return part.compareTo(LONGEST) < 0 ? part : LONGEST;
    }
}
