package frontdoor.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that is recorded of one host, by the time it began.
 *
 * <p>Immutable. {@code now} never lies before an instant that was given earlier.
 */
record HostEntries(List<Entry> entries) {
    /** As many policies are kept of one host although others bind browsers for longer. */
    static final int KEPT = 16;

    static final HostEntries NONE = new HostEntries(List.of());

    HostEntries {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(Entry::from));
        entries = List.copyOf(sorted);
    }

    /** The last instant at which a browser may be bound by an entry that {@code counts}. */
    Optional<Instant> boundUntil(Instant now, Predicate<Promise> counts) {
        return entries.stream()
                .filter(entry -> entry.hasBegunAt(now) && counts.test(entry.promise()))
                .map(entry -> entry.boundUntil(now))
                .max(Comparator.naturalOrder());
    }

    /** With what is not recorded yet of {@code wanted}; nothing is taken out. */
    HostEntries opened(List<Sending> wanted, Instant now) {
        List<Entry> next = new ArrayList<>(entries);
        for (Sending sending : wanted) {
            // Whole seconds, as it will be read back; a second too early does no harm.
            Instant from = sending.from().isAfter(now) ? sending.from() : now.truncatedTo(ChronoUnit.SECONDS);
            if (!isOpen(next, sending.promise(), from)) {
                next.add(new Entry(sending.host(), sending.promise(), from, null));
            }
        }
        return next.size() == entries.size() ? this : new HostEntries(next);
    }

    private static boolean isOpen(List<Entry> entries, Promise promise, Instant from) {
        for (Entry entry : entries) {
            if (entry.isOpen()
                    && entry.promise().equals(promise)
                    && !entry.from().isAfter(from)) {
                return true;
            }
        }
        return false;
    }

    /** What is not {@code wanted} has stopped at {@code now}; what was to begin later was never sent, and goes. */
    HostEntries settled(List<Sending> wanted, Instant now) {
        List<Entry> next = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.isOpen() || isWanted(entry, wanted, now)) {
                next.add(entry);
            } else if (entry.hasBegunAt(now)) {
                next.add(entry.stoppedAt(now));
            }
        }
        HostEntries stopped = next.equals(entries) ? this : new HostEntries(next);
        return stopped.opened(wanted, now).compacted(now);
    }

    private static boolean isWanted(Entry entry, List<Sending> wanted, Instant now) {
        for (Sending sending : wanted) {
            boolean same = entry.hasBegunAt(now)
                    ? !sending.from().isAfter(now)
                    : sending.from().equals(entry.from());
            if (same && sending.promise().equals(entry.promise())) {
                return true;
            }
        }
        return false;
    }

    /** Of many policies, those that have stopped and bind no browser longer than another one need not be kept; no bound changes. */
    private HostEntries compacted(Instant now) {
        if (entries.size() <= KEPT) {
            return this;
        }
        List<Entry> kept = new ArrayList<>(entries);
        for (Entry entry : entries) {
            if (kept.size() > KEPT && kept.stream().anyMatch(other -> outlives(other, entry, now))) {
                kept.remove(entry);
            }
        }
        return new HostEntries(kept);
    }

    private static boolean outlives(Entry other, Entry entry, Instant now) {
        return other != entry
                && !entry.isOpen()
                && other.promise().hasFlagsOf(entry.promise())
                && !other.boundUntil(now).isBefore(entry.boundUntil(now));
    }

    /** With what only {@code older} has: of a sending that both know, this one knows better. */
    HostEntries mergedWith(HostEntries older) {
        List<Entry> merged = new ArrayList<>(entries);
        older.entries.stream()
                .filter(entry -> entries.stream().noneMatch(entry::isSameSendingAs))
                .forEach(merged::add);
        return new HostEntries(merged);
    }
}
