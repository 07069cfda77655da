package frontdoor;

import frontdoor.ledger.DurableLedger;
import frontdoor.reload.Reloader;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the ledger look at the clock, so that no jump of it is missed, and makes sure that all that is sent is recorded.
 *
 * <h2>Threads</h2>
 *
 * One of its own.
 */
final class LedgerWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LedgerWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** In periods: how often it is made sure that all that is sent is recorded. */
    private static final int TRIES = 10;

    private final DurableLedger ledger;
    private final Reloader reloader;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("frontdoor-ledger-clock").factory());
    private int looks;

    private LedgerWatch(DurableLedger ledger, Reloader reloader) {
        this.ledger = ledger;
        this.reloader = reloader;
    }

    /** Watches from now on. */
    static LedgerWatch start(DurableLedger ledger, Reloader reloader) {
        LedgerWatch watch = new LedgerWatch(ledger, reloader);
        var _ = watch.thread.scheduleWithFixedDelay(watch::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            ledger.tick();
            if (++looks % TRIES == 0) {
                reloader.recordAgain();
            }
        } catch (RuntimeException | Error unexpected) {
            log.atError().setCause(unexpected).log("looking after the ledger failed; trying again");
        }
    }

    /** Whether the last attempt to write the ledger was good. */
    boolean isWritable() {
        return ledger.isWritable();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
