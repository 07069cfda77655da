package frontdoor.promises;

import frontdoor.ledger.Entry;
import frontdoor.ledger.Ledger;
import frontdoor.report.Cause;
import frontdoor.vault.StateWrites;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of this process: what it says is in its store.
 *
 * <h2>Threads</h2>
 *
 * Any; changes come one after the other, on threads that may block.
 */
public final class DurableLedger {
    private static final Logger log = LoggerFactory.getLogger(DurableLedger.class);
    /** How far what was seen last may lie behind on disk; {@link Entry#IN_FLIGHT} makes up for it. */
    private static final Duration HEARTBEAT = Duration.ofMinutes(30);

    private static final Duration NEXT_TRY = Duration.ofMinutes(1);

    private final LedgerStore store;
    private final InstantSource clock;
    private volatile Ledger ledger;
    private volatile boolean writable = true;
    private Instant lastTry = Instant.MIN;

    private DurableLedger(LedgerStore store, InstantSource clock, Ledger ledger) {
        this.store = store;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Opens the ledger that {@code store} keeps, or an empty one, and tells what is wrong with it. Blocks. */
    public static DurableLedger open(LedgerStore store, InstantSource clock) {
        LedgerStore.Found found = store.read();
        found.faults()
                .forEach(fault -> log.atError()
                        .addKeyValue("fault", fault)
                        .log("the ledger of what browsers were promised is damaged"));
        if (found.ledger().seen().isAfter(clock.instant().plus(NEXT_TRY))) {
            log.atWarn()
                    .addKeyValue("seen", found.ledger().seen())
                    .log("the ledger has seen a later time than this clock; bounds count from there");
        }
        return new DurableLedger(store, clock, found.ledger());
    }

    /** What is recorded. */
    public Ledger ledger() {
        return ledger;
    }

    /** Where it lies, for people. */
    String place() {
        return store.place();
    }

    /** Whether the last attempt to write was good. */
    public boolean isWritable() {
        return writable;
    }

    /** Records what {@code change} makes of the ledger, before this returns; writes nothing when that is nothing new. Blocks. */
    public synchronized void change(UnaryOperator<Ledger> change) throws IOException {
        Ledger changed = change.apply(ledger);
        if (!changed.hasSameEntriesAs(ledger)) {
            Ledger before = ledger;
            // Once is enough where the store says what this process knows: thousands of hosts may change.
            write(known -> known == before ? changed : change.apply(known));
        }
    }

    /** Looks at the clock, and now and then writes down what it has shown. Blocks. */
    public synchronized void tick() {
        Instant now = clock.instant();
        Instant due = lastTry.plus(writable ? HEARTBEAT : NEXT_TRY);
        ledger = ledger.seenAt(now);
        if (lastTry.equals(Instant.MIN) || !now.isBefore(due) || now.isBefore(lastTry)) {
            try {
                write(UnaryOperator.identity());
            } catch (IOException _) {
                // Told where it happened; the next tick tries again.
            }
        }
    }

    private void write(UnaryOperator<Ledger> change) throws IOException {
        lastTry = clock.instant();
        try {
            // From reading on: what another process writes after it would be lost.
            StateWrites.run(() -> writeNext(change));
            if (!writable) {
                log.atInfo().addKeyValue("file", store.place()).log("the ledger can be written again");
            }
            writable = true;
        } catch (IOException failed) {
            if (writable) {
                log.atError()
                        .addKeyValue("file", store.place())
                        .addKeyValue("reason", Cause.inWords(failed))
                        .log("the ledger cannot be written; policies stay at what is recorded");
            }
            writable = false;
            throw new IOException(Cause.inWords(failed), failed);
        }
    }

    private void writeNext(UnaryOperator<Ledger> change) throws IOException {
        LedgerStore.Found found = store.read();
        if (!found.readable()) {
            // Whoever ran as another user, or a disk that comes back: what it says may still be true.
            throw new IOException("what is there cannot be read, and is not replaced");
        }
        // What another process has written meanwhile, as when one takes over from another, is as good as our own.
        Ledger known = found.whole() ? found.ledger() : ledger.mergedWith(found.ledger());
        boolean same = known.hasSameEntriesAs(ledger) && !known.seen().isAfter(ledger.seen());
        Ledger next = change.apply(same ? ledger : known.seenAt(ledger.seen())).seenAt(lastTry);
        store.write(next, !found.whole());
        ledger = next;
    }
}
