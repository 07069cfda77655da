package frontdoor.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.x509.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
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

        Site(int number, double chance) {
            this.names = new Usage.Names("site" + number, Set.of("domain" + number / 10));
            this.chance = chance;
        }
    }

    private record Event(Instant at, Site site) {}

    private final List<Site> sites = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>((one, other) -> one.at().compareTo(other.at()));
    private final List<Attempt> orders = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"90, 1", "90, 2", "45, 3", "45, 4", "6, 5", "6, 6", "6, 7"})
    void noHostIsEverWithoutACertificateWhileTheAuthorityIsUpOneDayInThree(int days, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 15; i++) {
            Site site = new Site(i, random.nextDouble());
            sites.add(site);
            events.add(new Event(START, site));
        }
        while (events.peek().at().isBefore(END)) {
            Event event = events.poll();
            onEvent(event.at(), event.site(), Duration.ofDays(days), random);
        }
        assertThat(sites).allSatisfy(site -> {
            assertThat(site.current).isNotNull();
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
                    orders.add(attempt);
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

    /** 300 orders in three hours; five certificates of the same names in a week. */
    private void withinTheLimits() {
        orders.sort((one, other) -> one.at().compareTo(other.at()));
        assertThat(most(orders.stream().map(Attempt::at).toList(), Duration.ofHours(3)))
                .isLessThanOrEqualTo(300);
        assertThat(sites)
                .allSatisfy(site -> assertThat(most(
                                site.history.attempts().stream()
                                        .filter(Attempt::good)
                                        .map(Attempt::at)
                                        .toList(),
                                Duration.ofDays(7)))
                        .isLessThanOrEqualTo(5));
    }

    private static int most(List<Instant> sorted, Duration period) {
        int most = 0;
        for (int from = 0, to = 0; to < sorted.size(); to++) {
            while (!sorted.get(from).isAfter(sorted.get(to).minus(period))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Test
    void aThousandSitesThatStartAtOnceStayWithinTheLimits() {
        for (int i = 0; i < 1000; i++) {
            Site site = new Site(i, i / 1000.0);
            sites.add(site);
            events.add(new Event(START, site));
        }
        Instant until = START.plus(Duration.ofDays(2));
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
