package frontdoor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bounds that follow from what was recorded. HSTS.md, chapter 4: Ledger. */
class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Promise WEEK = new Promise(604_800, false, false);
    private static final Promise MONTH = new Promise(2_592_000, true, false);

    @Test
    void countsAnOpenEntryAsSentUntilNow() {
        Ledger ledger = opened(sending("a.test", WEEK));
        assertThat(ledger.boundUntil("a.test", NOON)).contains(NOON.plusSeconds(604_800));
        assertThat(ledger.boundUntil("a.test", later(3))).contains(later(3 + 7));
        assertThat(ledger.boundUntilSubdomains("a.test", NOON)).isEmpty();
        assertThat(ledger.boundUntil("b.test", NOON)).isEmpty();
    }

    @Test
    void countsAStoppedEntryUntilItStoppedAndWhatWasInFlightThen() {
        Ledger ledger = opened(sending("a.test", MONTH)).settled(List.of(), later(1));
        Instant bound = later(1 + 30).plus(Entry.IN_FLIGHT);
        assertThat(ledger.boundUntil("a.test", later(20))).contains(bound);
        assertThat(ledger.boundUntilSubdomains("a.test", later(20))).contains(bound);
    }

    @Test
    void keepsALongerPromiseInMindWhenAShorterOneFollows() {
        Ledger ledger = opened(sending("a.test", MONTH));
        Ledger next = ledger.opened(List.of(sending("a.test", WEEK)), later(1))
                .settled(List.of(sending("a.test", WEEK)), later(1));
        assertThat(next.boundUntil("a.test", later(2))).contains(later(31).plus(Entry.IN_FLIGHT));
        assertThat(next.sentAt("a.test", later(2))).containsExactly(WEEK);
    }

    @Test
    void opensAnEntryAgainThatHadStopped() {
        Ledger ledger = opened(sending("a.test", WEEK))
                .settled(List.of(), later(1))
                .opened(List.of(sending("a.test", WEEK)), later(2));
        assertThat(ledger.entries()).hasSize(2);
        assertThat(ledger.boundUntil("a.test", later(9))).contains(later(16));
    }

    @Test
    void recordsAWholeScheduleAheadAndForgetsWhatHadNotBegunWhenItIsWithdrawn() {
        List<Sending> ramp = List.of(sending("a.test", WEEK), new Sending("a.test", MONTH, later(7)));
        Ledger ledger = Ledger.EMPTY.opened(ramp, NOON);
        assertThat(ledger.boundUntil("a.test", later(6))).contains(later(13));
        assertThat(ledger.boundUntil("a.test", later(7))).contains(later(37));
        assertThat(ledger.settled(List.of(), later(6)).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.promise()).isEqualTo(WEEK));
        assertThat(ledger.settled(List.of(), later(7)).entries()).hasSize(2);
    }

    @Test
    void movesASchedulesBeginningThatIsStillToCome() {
        Ledger ledger = Ledger.EMPTY.opened(List.of(new Sending("a.test", MONTH, later(7))), NOON);
        List<Sending> delayed = List.of(new Sending("a.test", MONTH, later(9)));
        assertThat(ledger.settled(delayed, later(1)).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.from()).isEqualTo(later(9)));
        List<Sending> sooner = List.of(new Sending("a.test", MONTH, later(3)));
        assertThat(ledger.opened(sooner, later(1)).boundUntil("a.test", later(4)))
                .isPresent();
    }

    @Test
    void stopsAndWaitsWhenARampBeginsAnew() {
        Ledger ledger = opened(sending("a.test", WEEK));
        Ledger anew = ledger.settled(List.of(new Sending("a.test", WEEK, later(5))), later(1));
        assertThat(anew.sentAt("a.test", later(2))).isEmpty();
        assertThat(anew.sentAt("a.test", later(5))).containsExactly(WEEK);
    }

    /** A clock that jumps forth and back may make bounds over-cautious, and nothing else. */
    @Test
    void neverMovesABoundBackWithTheClock() {
        Ledger ledger = opened(sending("a.test", WEEK)).seenAt(later(100));
        assertThat(ledger.boundUntil("a.test", NOON)).contains(later(107));
        Ledger stopped = ledger.settled(List.of(), NOON);
        assertThat(stopped.boundUntil("a.test", NOON)).contains(later(107).plus(Entry.IN_FLIGHT));
    }

    @Test
    void takesWhatWasToBeginForSentWhenTheClockHasBeenThere() {
        Ledger ledger = Ledger.EMPTY.opened(List.of(new Sending("a.test", MONTH, later(7))), NOON);
        Ledger jumped = ledger.seenAt(later(8)).settled(List.of(), NOON);
        assertThat(jumped.boundUntil("a.test", NOON)).contains(later(38).plus(Entry.IN_FLIGHT));
    }

    @Test
    void forgetsNothingBecauseTheClockHasJumped() {
        Ledger ledger = opened(sending("a.test", WEEK)).settled(List.of(), later(1));
        Ledger jumped = ledger.settled(List.of(), later(100_000));
        assertThat(jumped.boundUntil("a.test", later(2))).contains(later(8).plus(Entry.IN_FLIGHT));
    }

    @Test
    void findsTheParentThatBindsAHostForLongest() {
        Ledger ledger = Ledger.EMPTY.opened(
                List.of(
                        sending("example.test", MONTH),
                        sending("shop.example.test", WEEK),
                        sending("*.wild.test", MONTH)),
                NOON);
        assertThat(ledger.boundByParent("a.shop.example.test", NOON))
                .contains(new Ledger.Binding("example.test", later(30)));
        assertThat(ledger.boundByParent("x.a.wild.test", NOON)).contains(new Ledger.Binding("a.wild.test", later(30)));
        assertThat(ledger.boundByParent("example.test", NOON)).isEmpty();
        assertThat(ledger.boundByParent("notexample.test", NOON)).isEmpty();
        assertThat(ledger.settled(List.of(), NOON).boundByParent("b.example.test", later(31)))
                .isEmpty();
        assertThat(ledger.boundUntil("b.wild.test", NOON)).contains(later(30));
    }

    @Test
    void coversWhatIsOpenAndSaysAsMuch() {
        Ledger ledger = opened(sending("a.test", MONTH));
        assertThat(ledger.covers(sending("a.test", WEEK), NOON)).isTrue();
        assertThat(ledger.covers(sending("a.test", new Promise(604_800, false, true)), NOON))
                .isFalse();
        assertThat(ledger.covers(sending("a.test", new Promise(2_592_001, false, false)), NOON))
                .isFalse();
        assertThat(ledger.covers(sending("b.test", WEEK), NOON)).isFalse();
        assertThat(ledger.settled(List.of(), NOON).covers(sending("a.test", WEEK), NOON))
                .isFalse();
        Ledger ahead = Ledger.EMPTY.opened(List.of(new Sending("a.test", MONTH, later(7))), NOON);
        assertThat(ahead.covers(sending("a.test", WEEK), NOON)).isFalse();
        assertThat(ahead.covers(new Sending("a.test", MONTH, later(7)), NOON)).isTrue();
    }

    @Test
    void remembersPreload() {
        Promise listed = new Promise(31_536_000, true, true);
        Ledger ledger = opened(sending("a.test", listed)).settled(List.of(), later(1));
        assertThat(ledger.hasSentPreload("a.test", later(5_000))).isTrue();
        assertThat(opened(sending("a.test", MONTH)).hasSentPreload("a.test", NOON))
                .isFalse();
    }

    private static Ledger opened(Sending... wanted) {
        return Ledger.EMPTY.opened(List.of(wanted), NOON);
    }

    private static Sending sending(String host, Promise promise) {
        return new Sending(host, promise, Instant.MIN);
    }

    private static Instant later(int days) {
        return NOON.plus(Duration.ofDays(days));
    }
}
