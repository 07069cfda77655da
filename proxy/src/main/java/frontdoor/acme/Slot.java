package frontdoor.acme;

import frontdoor.renewal.Alarm;
import frontdoor.renewal.Due;
import frontdoor.renewal.History;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is wanted, and where it stands.
 *
 * <h2>Threads</h2>
 *
 * Guarded by itself.
 */
final class Slot {
    private Wanted wanted;
    private Optional<Kept> kept;
    private History history;
    private Optional<Due.Window> advice = Optional.empty();
    /** When the authority is to be asked for its advice. */
    private Instant advised = Instant.MIN;

    private boolean forced;
    /** It was just forced: whatever has failed before, it is tried now. */
    private boolean eager;

    private boolean busy;
    /** It is due, and waits for a limit. */
    private boolean held;

    private Alarm told = Alarm.NONE;

    Slot(Wanted wanted, Optional<Kept> kept, History history) {
        this.wanted = wanted;
        this.kept = kept;
        this.history = history;
    }

    synchronized Wanted wanted() {
        return wanted;
    }

    synchronized void want(Wanted other) {
        wanted = other;
    }

    synchronized Optional<Kept> kept() {
        return kept;
    }

    synchronized History history() {
        return history;
    }

    synchronized void record(History more) {
        history = more;
    }

    /** Takes one that was issued for the one that is there. */
    synchronized void take(Kept issued) {
        kept = Optional.of(issued);
        advice = Optional.empty();
        advised = Instant.MIN;
        forced = false;
        held = false;
        told = Alarm.NONE;
    }

    /** Takes the authority's advice, and asks again at {@code next}. */
    synchronized void advise(Optional<Due.Window> window, Instant next) {
        advice = window;
        advised = next;
    }

    /** Asks for advice at {@code next} only; what it was last holds. */
    synchronized void adviseLater(Instant next) {
        advised = next;
    }

    /** Whether it is time to ask for advice about a certificate that is there. */
    synchronized boolean wantsAdvice(Instant now) {
        return kept.isPresent() && !busy && !now.isBefore(advised);
    }

    /** The first instant at which {@link #wantsAdvice} is so, as it looks now; whoever works at it has it looked at again. */
    synchronized Instant nextAdvice() {
        return kept.isPresent() && !busy ? advised : Instant.MAX;
    }

    /** Another one is wanted at once, whatever the one that is there says. */
    synchronized void force() {
        forced = true;
        eager = true;
    }

    /** The certificate that is there while it is good: not once it is to be replaced at once, or in its last fifth. */
    synchronized Optional<Kept> good(Instant now) {
        boolean called =
                forced || advice.filter(window -> !window.start().isAfter(now)).isPresent();
        return called
                ? Optional.empty()
                : kept.filter(one -> now.isBefore(one.lifetime().endsSoonFrom()));
    }

    /** When another one is wanted. */
    synchronized Instant due() {
        return forced || kept.filter(one -> one.suits(wanted)).isEmpty()
                ? Instant.MIN
                : Due.of(kept.get().lifetime(), advice, chance());
    }

    /** The same for one certificate, so that it is renewed at the same instant whoever looks. */
    synchronized double chance() {
        return Due.chance(wanted.name() + kept.map(Kept::serial).orElse(""));
    }

    /** What was tried, as far as it is to be waited for. */
    synchronized History triedForNow() {
        return eager ? History.begun(history.since()) : history;
    }

    /** Its timetable has it wait. */
    synchronized void onWaiting(Instant now) {
        held = !now.isBefore(due());
    }

    /** It is tried now, be it because it was forced. */
    synchronized void onTried() {
        eager = false;
    }

    /** Whether nobody works at it; then the caller does, until {@link #leave}. */
    synchronized boolean enter() {
        boolean free = !busy;
        busy = true;
        return free;
    }

    synchronized void leave() {
        busy = false;
    }

    /** The alarm about the certificate that is there, if it was not told yet. */
    synchronized @Nullable Alarm alarm(Instant now) {
        Alarm alarm = kept.filter(_ -> held || history.lastFailure().isPresent())
                .map(one -> Alarm.of(one.lifetime(), now))
                .orElse(Alarm.NONE);
        if (alarm.compareTo(told) <= 0) {
            return null;
        }
        told = alarm;
        return alarm;
    }
}
