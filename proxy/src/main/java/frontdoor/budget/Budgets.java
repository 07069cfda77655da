package frontdoor.budget;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the process has only so much of, looked at ten times a second while there is anything to do, so that whoever is about to begin something new asks no more
 * than a flag: new connections wait in the kernel and new requests are turned away before what is in flight lacks anything.
 *
 * <h2>Threads</h2>
 *
 * A thread of its own looks; the flags may be read anywhere.
 */
public final class Budgets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Budgets.class);
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Budget> budgets;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean admitsRequests = true;
    private volatile boolean admitsConnections = true;
    private volatile boolean closed;
    /** That looks, or null: nobody does by itself. */
    private volatile @Nullable Thread thread;

    /** Budgets that are looked at by {@link #refresh()} only. */
    public Budgets(List<Budget> budgets) {
        this.budgets = List.copyOf(budgets);
    }

    /** Looks after these from now on: seldom while all is {@code quiet}, whose end it is to be told by {@link #stir}. */
    public static Budgets start(List<Budget> budgets, BooleanSupplier quiet) {
        Budgets started = new Budgets(budgets);
        started.thread = Thread.ofPlatform().daemon().name("frontdoor-budgets").start(() -> started.run(quiet));
        return started;
    }

    /** Looks at once, and often from now on until all is quiet again. */
    public void stir() {
        LockSupport.unpark(thread);
    }

    private void run(BooleanSupplier quiet) {
        while (!closed) {
            try {
                refresh();
            } catch (RuntimeException failed) {
                log.atError().setCause(failed).log("a budget could not be looked at");
            }
            LockSupport.parkNanos(quiet.getAsBoolean() && !isSpent() ? REST_NANOS : PERIOD_NANOS);
        }
    }

    /** Looks anew, and tells the listeners if that has changed what is admitted. */
    public void refresh() {
        boolean requests = true;
        boolean connections = true;
        String spent = "";
        for (Budget budget : budgets) {
            budget.refresh();
            requests &= budget.admitsRequests();
            connections &= budget.admitsConnections();
            if (!budget.admitsRequests() || !budget.admitsConnections()) {
                spent = budget.name();
            }
        }
        if (requests == admitsRequests && connections == admitsConnections) {
            return;
        }
        boolean before = isSpent();
        admitsRequests = requests;
        admitsConnections = connections;
        if (!before) {
            log.atWarn()
                    .addKeyValue("budget", spent)
                    .log("only the reserve is left; what is new waits or is turned away");
        } else if (!isSpent()) {
            log.atInfo().log("there is enough of everything again");
        }
        listeners.forEach(Runnable::run);
    }

    /** Tells {@code listener} whenever what is admitted has changed. */
    public void add(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether another request may begin. */
    public boolean admitsRequests() {
        return admitsRequests;
    }

    /** Whether another connection may be accepted. */
    public boolean admitsConnections() {
        return admitsConnections;
    }

    /** Whether only the reserve is left of one of them. */
    public boolean isSpent() {
        return !admitsRequests || !admitsConnections;
    }

    /** Each of them. */
    public List<Budget> all() {
        return budgets;
    }

    @Override
    public void close() {
        closed = true;
    }
}
