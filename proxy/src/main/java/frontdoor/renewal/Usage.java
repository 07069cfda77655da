package frontdoor.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The use that was made of authorities lately, for all certificates together; immutable.
 *
 * @param orders every try that may still count
 */
public record Usage(List<Order> orders) {
    /** None. */
    public static final Usage NONE = new Usage(List.of());

    public Usage {
        orders = List.copyOf(orders);
    }

    /**
     * One try.
     *
     * @param of which certificate it was to bring
     */
    public record Order(Attempt attempt, Names of) {
        /** What authorities say of a limit that only holds for the very same names. */
        private static final String SAME_NAMES = "exact set";

        /** Whether the authority wants to be asked again later: for these names, or, where its words tell of none of them, for whatever names. */
        private boolean holds(Names names) {
            return isSame(this, names) || attempt.again().isAfter(attempt.at()) && !tellsOfNames();
        }

        private boolean tellsOfNames() {
            return attempt.words().contains(SAME_NAMES) || of.domains().stream().anyMatch(attempt.words()::contains);
        }
    }

    /**
     * The names of a certificate.
     *
     * @param all whatever tells it from another
     * @param domains the registered domains of its names
     */
    public record Names(String all, Set<String> domains) {
        public Names {
            domains = Set.copyOf(domains);
        }
    }

    /** All that {@code histories} tell that still counts at {@code now}. */
    public static Usage of(Map<Names, List<History>> histories, Instant now) {
        Instant from = now.minus(Limits.WEEK);
        List<Order> orders = new ArrayList<>();
        histories.forEach((names, some) -> some.forEach(history -> {
            for (Attempt attempt : history.attempts()) {
                if (attempt.at().isAfter(from) || attempt.again().isAfter(now)) {
                    orders.add(new Order(attempt, names));
                }
            }
        }));
        return new Usage(orders);
    }

    /**
     * The first instant, {@code now} or later, at which this authority may be asked for a certificate of these names.
     *
     * @param renewal whether it would replace one
     */
    Instant freeFrom(Offer offer, Names names, boolean renewal, Instant now) {
        Limits limits = offer.limits();
        Instant free = Stream.of(
                        afterMost(limits.orders(), Limits.SOON, ofAuthority(offer), now),
                        afterMost(
                                limits.ofNames(), Limits.WEEK, good(offer).filter(order -> isSame(order, names)), now),
                        renewal
                                ? now
                                : names.domains().stream()
                                        .map(domain -> afterMost(
                                                limits.ofDomain(),
                                                Limits.WEEK,
                                                good(offer)
                                                        .filter(order -> order.of()
                                                                .domains()
                                                                .contains(domain)),
                                                now))
                                        .max(Instant::compareTo)
                                        .orElse(now))
                .max(Instant::compareTo)
                .orElse(now);
        return ofAuthority(offer)
                .filter(order -> !order.attempt().good() && order.holds(names))
                .map(order -> order.attempt().again())
                .filter(free::isBefore)
                .max(Instant::compareTo)
                .orElse(free);
    }

    private Stream<Order> ofAuthority(Offer offer) {
        return orders.stream().filter(order -> order.attempt().authority().equals(offer.authority()));
    }

    private Stream<Order> good(Offer offer) {
        return ofAuthority(offer).filter(order -> order.attempt().good());
    }

    private static boolean isSame(Order order, Names names) {
        return order.of().all().equals(names.all());
    }

    /** When one more of {@code some} is within {@code most} in {@code period}. */
    private static Instant afterMost(int most, Duration period, Stream<Order> some, Instant now) {
        List<Instant> counted = some.map(order -> order.attempt().at())
                .filter(at -> at.isAfter(now.minus(period)))
                .sorted()
                .toList();
        return counted.size() < most ? now : counted.get(counted.size() - most).plus(period);
    }
}
