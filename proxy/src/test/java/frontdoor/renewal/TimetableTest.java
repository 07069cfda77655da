package frontdoor.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.x509.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Usage.Names SHOP = new Usage.Names("shop", Set.of("example.com"));
    private static final Offer FIRST = new Offer("first", Limits.UNKNOWN);
    private static final Offer SECOND = new Offer("second", Limits.UNKNOWN);
    private static final Offer LIMITED = new Offer("first", new Limits(300, 50, 2));

    private static Timetable.Want awaited() {
        return new Timetable.Want(SHOP, Optional.empty(), NOW.minusSeconds(1), 0);
    }

    private static Step next(List<Offer> offers, History history, Instant now) {
        return new Timetable(offers, Usage.of(Map.of(SHOP, List.of(history)), now), now).next(awaited(), history);
    }

    private static History failed(int times, Instant last) {
        History history = History.begun(NOW.minus(Duration.ofDays(1)));
        for (int i = times - 1; i >= 0; i--) {
            Instant at = last.minusSeconds(i);
            history = history.with(Attempt.failed(at, "first", at, "no"));
        }
        return history;
    }

    @Test
    void pausesGrowAndEndAtAnHourForAHostWithoutAnyCertificate() {
        assertThat(next(List.of(FIRST), failed(0, NOW), NOW)).isEqualTo(new Step.Ask("first"));
        assertThat(next(List.of(FIRST), failed(1, NOW), NOW)).isEqualTo(new Step.Wait(NOW.plusSeconds(120)));
        assertThat(next(List.of(FIRST), failed(2, NOW), NOW)).isEqualTo(new Step.Wait(NOW.plusSeconds(360)));
        assertThat(next(List.of(FIRST), failed(50, NOW), NOW)).isEqualTo(new Step.Wait(NOW.plusSeconds(3600)));
        assertThat(next(List.of(FIRST), failed(1, NOW), NOW.plusSeconds(120))).isEqualTo(new Step.Ask("first"));
    }

    @Test
    void theNextAuthorityIsAskedWhenOneFailsForLong() {
        Instant later = NOW.plus(Duration.ofHours(2));
        assertThat(next(List.of(FIRST, SECOND), failed(3, NOW), later)).isEqualTo(new Step.Ask("first"));
        assertThat(next(List.of(FIRST, SECOND), failed(4, NOW), later)).isEqualTo(new Step.Ask("second"));
        assertThat(next(List.of(FIRST, SECOND), failed(8, NOW), later)).isEqualTo(new Step.Ask("first"));
    }

    @Test
    void anAuthorityIsNotAskedBeforeItWantsToBe() {
        Instant again = NOW.plus(Duration.ofDays(2));
        History limited = History.begun(NOW).with(Attempt.failed(NOW, "first", again, "too many"));
        Instant later = NOW.plus(Duration.ofHours(1));
        assertThat(next(List.of(FIRST), limited, later)).isEqualTo(new Step.Wait(again));
        assertThat(next(List.of(FIRST, SECOND), limited, later)).isEqualTo(new Step.Ask("second"));
        assertThat(next(List.of(FIRST), limited, again)).isEqualTo(new Step.Ask("first"));
    }

    /** What the authority says names none of the hosts: it means whoever asks. Else it means those, and others go on. */
    @Test
    void aLimitOfTheWholeAccountHoldsForWhateverNames() {
        Usage.Names other = new Usage.Names("other", Set.of("example.org"));
        Instant again = NOW.plus(Duration.ofHours(5));
        assertThat(nextOf(other, Attempt.failed(NOW, "first", again, "rateLimited: too many new orders recently")))
                .isEqualTo(new Step.Wait(again));
        assertThat(nextOf(other, Attempt.failed(NOW, "first", again, "too many certificates for \"example.com\"")))
                .isEqualTo(new Step.Ask("first"));
        assertThat(nextOf(other, Attempt.failed(NOW, "first", again, "too many for this exact set of identifiers")))
                .isEqualTo(new Step.Ask("first"));
        assertThat(nextOf(other, Attempt.failed(NOW, "first", NOW, "connection refused")))
                .isEqualTo(new Step.Ask("first"));
    }

    private static Step nextOf(Usage.Names names, Attempt ofShop) {
        Instant now = NOW.plusSeconds(1);
        Usage usage = Usage.of(Map.of(SHOP, List.of(History.begun(NOW).with(ofShop))), now);
        return new Timetable(List.of(FIRST), usage, now)
                .next(new Timetable.Want(names, Optional.empty(), NOW, 0), History.begun(NOW));
    }

    @Test
    void limitsThatAreKnownAreNotMetAtAll() {
        History twice = History.begun(NOW)
                .with(Attempt.good(NOW.minus(Duration.ofDays(3)), "first"))
                .with(Attempt.good(NOW.minus(Duration.ofDays(1)), "first"));
        assertThat(next(List.of(LIMITED), twice, NOW)).isEqualTo(new Step.Wait(NOW.plus(Duration.ofDays(4))));
        assertThat(next(List.of(LIMITED), twice, NOW.plus(Duration.ofDays(4)))).isEqualTo(new Step.Ask("first"));
    }

    @Test
    void isDueWithAThirdLeftOrHalfOfWhatLivesShortlyOrWhereTheAuthoritySays() {
        Lifetime quarter = new Lifetime(NOW, NOW.plus(Duration.ofDays(90)));
        Lifetime days = new Lifetime(NOW, NOW.plus(Duration.ofDays(6)));
        assertThat(Due.of(quarter, Optional.empty(), 0)).isEqualTo(NOW.plus(Duration.ofDays(60)));
        assertThat(Due.of(quarter, Optional.empty(), 0.5)).isEqualTo(NOW.plus(Duration.ofHours(60 * 24 - 54)));
        assertThat(Due.of(days, Optional.empty(), 0)).isEqualTo(NOW.plus(Duration.ofDays(3)));
        Due.Window advice = new Due.Window(NOW.plusSeconds(100), NOW.plusSeconds(200));
        assertThat(Due.of(quarter, Optional.of(advice), 0.25)).isEqualTo(NOW.plusSeconds(125));
        Due.Window late = new Due.Window(NOW.plus(Duration.ofDays(89)), NOW.plus(Duration.ofDays(95)));
        assertThat(Due.of(quarter, Optional.of(late), 0)).isEqualTo(NOW.plus(Duration.ofDays(60)));
    }

    @Test
    void alarmsAreRaisedByThePartOfTheLifetimeThatIsLeft() {
        Lifetime life = new Lifetime(NOW, NOW.plus(Duration.ofDays(60)));
        assertThat(Alarm.of(life, NOW.plus(Duration.ofDays(39)))).isEqualTo(Alarm.NONE);
        assertThat(Alarm.of(life, NOW.plus(Duration.ofDays(40)))).isEqualTo(Alarm.THIRD);
        assertThat(Alarm.of(life, NOW.plus(Duration.ofDays(48)))).isEqualTo(Alarm.FIFTH);
        assertThat(Alarm.of(life, NOW.plus(Duration.ofDays(57)))).isEqualTo(Alarm.TWENTIETH);
        assertThat(Alarm.of(life, NOW.plus(Duration.ofDays(70)))).isEqualTo(Alarm.TWENTIETH);
    }

    /** However often it failed since: who has issued what is there is known, and so is what counts for limits. */
    @Test
    void failuresDoNotCrowdOutWhatWasIssued() {
        History history = History.begun(NOW)
                .with(Attempt.good(NOW.minus(Duration.ofDays(2)), "first"))
                .with(Attempt.good(NOW.minus(Duration.ofDays(1)), "second"));
        for (int i = 0; i < 500; i++) {
            history = history.with(Attempt.failed(NOW, "third", NOW, "no"));
        }
        assertThat(history.issuer()).contains("second");
        assertThat(history.attempts().stream().filter(Attempt::good)).hasSize(2);
        assertThat(history.attempts()).hasSize(102);
        assertThat(History.read(history.text())).contains(history);
    }

    @Test
    void historiesSurviveAsText() {
        History history = failed(2, NOW).with(Attempt.failed(NOW, "second", NOW.plusSeconds(9), "no, \"really\"\nnot"));
        assertThat(History.read(history.text())).contains(history);
        assertThat(History.read(history.text() + "half a li")).contains(history);
        assertThat(History.read("")).isEmpty();
        assertThat(History.read("since yesterday\n")).isEmpty();
    }
}
