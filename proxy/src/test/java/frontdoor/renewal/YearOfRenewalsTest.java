package frontdoor.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.x509.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year of renewals in virtual time, of fifteen sites with an authority that is up one day in three and refuses half of what it is asked then. */
class YearOfRenewalsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(366));
    private static final Offer LETS_ENCRYPT = new Offer("letsencrypt", Limits.LETS_ENCRYPT);

    /** One certificate of a site, and what became of it. */
    private static final class Site {
        final Usage.Names names;
        final double chance;
        History history = History.begun(START);

        @Nullable
        Lifetime current;

        Duration without = Duration.ZERO;

        Site(int number, int ofDomain, double chance) {
            this.names = new Usage.Names("site" + number, Set.of("domain" + number / ofDomain));
            this.chance = chance;
        }
    }

    private record Event(Instant at, Site site) {}

    /** A try that the authority has counted. */
    private record Counted(Attempt attempt, Site site, boolean renewal) {
        Instant at() {
            return attempt.at();
        }
    }

    private final List<Site> sites = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));
    private final List<Counted> orders = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"90, 1", "90, 2", "45, 3", "45, 4", "6, 5", "6, 6", "6, 7"})
    void noHostIsEverWithoutACertificateWhileTheAuthorityIsUpOneDayInThree(int days, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 15; i++) {
            Site site = new Site(i, 10, random.nextDouble());
            sites.add(site);
            events.add(new Event(START, site));
        }
        while (events.peek().at().isBefore(END)) {
            Event event = events.poll();
            onEvent(event.at(), event.site(), Duration.ofDays(days), random);
        }
        assertThat(sites).allSatisfy(site -> {
            assertThat(site.current).isNotNull();
            assertThat(site.current.notAfter()).isAfter(END);
            assertThat(site.without).isZero();
        });
        withinTheLimits();
    }

    private void onEvent(Instant now, Site site, Duration life, Random random) {
        Optional<Lifetime> current = Optional.ofNullable(site.current);
        Instant due =
                current.map(one -> Due.of(one, Optional.empty(), site.chance)).orElse(START);
        Timetable.Want want = new Timetable.Want(site.names, current, due, site.chance);
        Step step = new Timetable(List.of(LETS_ENCRYPT), usage(now), now).next(want, site.history);
        switch (step) {
            case Step.Wait(Instant until) -> {
                assertThat(until).isAfter(now);
                events.add(new Event(until, site));
            }
            case Step.Ask(String authority) -> {
                boolean up = Duration.between(START, now).toDays() % 3 == 0;
                Attempt attempt = up && random.nextBoolean()
                        ? Attempt.good(now, authority)
                        : Attempt.failed(now, authority, now, "down");
                if (attempt.good()) {
                    if (site.current != null && site.current.notAfter().isBefore(now)) {
                        site.without = site.without.plus(Duration.between(site.current.notAfter(), now));
                    }
                    site.current = new Lifetime(now.minus(Duration.ofHours(1)), now.plus(life));
                }
                // What is down counts nothing.
                if (up) {
                    orders.add(new Counted(attempt, site, current.isPresent()));
                }
                site.history = site.history.with(attempt);
                events.add(new Event(now.plusSeconds(1), site));
            }
        }
    }

    private Usage usage(Instant now) {
        Map<Usage.Names, List<History>> histories = new LinkedHashMap<>();
        sites.forEach(site -> histories.put(site.names, List.of(site.history)));
        return Usage.of(histories, now);
    }

    /**
     * What Let's Encrypt has published (letsencrypt.org/docs/rate-limits): 300 orders in three hours; five certificates of the same names in a
     * week; fifty new ones of a registered domain in a week; five failures of a host in an hour.
     */
    private void withinTheLimits() {
        orders.sort((one, other) -> one.at().compareTo(other.at()));
        assertThat(most(orders, Duration.ofHours(3))).isLessThanOrEqualTo(300);
        for (List<Counted> ofSite : groups(Counted::site)) {
            assertThat(most(good(ofSite), Duration.ofDays(7))).isLessThanOrEqualTo(5);
            assertThat(most(ofSite.stream().filter(one -> !one.attempt().good()).toList(), Duration.ofHours(1)))
                    .isLessThanOrEqualTo(5);
        }
        for (List<Counted> ofDomain : groups(one -> one.site().names.domains())) {
            List<Counted> fresh =
                    ofDomain.stream().filter(one -> !one.renewal()).toList();
            assertThat(most(good(fresh), Duration.ofDays(7))).isLessThanOrEqualTo(50);
        }
    }

    private Collection<List<Counted>> groups(Function<Counted, Object> by) {
        return orders.stream().collect(Collectors.groupingBy(by)).values();
    }

    private static List<Counted> good(List<Counted> some) {
        return some.stream().filter(one -> one.attempt().good()).toList();
    }

    private static int most(List<Counted> sorted, Duration period) {
        int most = 0;
        for (int from = 0, to = 0; to < sorted.size(); to++) {
            while (!sorted.get(from).at().isAfter(sorted.get(to).at().minus(period))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Test
    void aThousandSitesThatStartAtOnceStayWithinTheLimits() {
        startAtOnce(1000, 10, Duration.ofDays(2));
    }

    @Test
    void hostsOfOneDomainTakeTheirTurns() {
        startAtOnce(120, 120, Duration.ofDays(22));
    }

    /** All of them have a certificate by then. */
    private void startAtOnce(int count, int ofDomain, Duration within) {
        for (int i = 0; i < count; i++) {
            Site site = new Site(i, ofDomain, i / (double) count);
            sites.add(site);
            events.add(new Event(START, site));
        }
        Instant until = START.plus(within);
        while (events.peek().at().isBefore(until)) {
            Event event = events.poll();
            onEvent(event.at(), event.site(), Duration.ofDays(90), new Random() {
                @Override
                public boolean nextBoolean() {
                    return true;
                }
            });
        }
        assertThat(sites).allMatch(site -> site.current != null);
        withinTheLimits();
    }
}
