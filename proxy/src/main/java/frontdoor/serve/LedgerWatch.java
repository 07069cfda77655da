package frontdoor.serve;

import frontdoor.loop.Periodically;
import frontdoor.promises.DurableLedger;
import frontdoor.reload.Changeover;
import java.time.Duration;

/**
 * Lets the ledger look at the clock, so that no jump of it is missed, and makes sure that all that is sent is recorded.
 *
 * <h2>Threads</h2>
 *
 * One of its own.
 */
final class LedgerWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** In periods: how often it is made sure that all that is sent is recorded. */
    private static final int TRIES = 10;

    private final DurableLedger ledger;
    private final Changeover changeover;
    private final Periodically looks = new Periodically("frontdoor-ledger-clock", "looking after the ledger");
    private int count;

    private LedgerWatch(DurableLedger ledger, Changeover changeover) {
        this.ledger = ledger;
        this.changeover = changeover;
    }

    /** Watches from now on. */
    static LedgerWatch start(DurableLedger ledger, Changeover changeover) {
        LedgerWatch watch = new LedgerWatch(ledger, changeover);
        watch.looks.start(watch::look, Duration.ZERO, () -> PERIOD);
        return watch;
    }

    private void look() {
        ledger.tick();
        if (++count % TRIES == 0) {
            changeover.recordAgain();
        }
    }

    /** Whether the last attempt to write the ledger was good. */
    boolean isWritable() {
        return ledger.isWritable();
    }

    @Override
    public void close() {
        looks.close();
    }
}
