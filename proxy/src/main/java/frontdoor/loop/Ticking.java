package frontdoor.loop;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rhythm of a loop's clock: a tick each 100 ms while there is something to do, and one a second while nobody asks for the time and nothing is
 * due, so that a process that nobody visits does next to nothing.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #start} and {@link #isResting}.
 */
final class Ticking {
    /** The longest rest, in nanoseconds: far less than what {@link LoopWatchdog} takes for a standstill. */
    static final long REST_NANOS = 10 * DeadlineWheel.TICK_NANOS;

    private static final Logger log = LoggerFactory.getLogger(Ticking.class);

    private final EventLoop eventLoop;
    private final BooleanSupplier tick;
    private volatile boolean resting;
    /** Whether the next tick has been asked for; the slow one comes in any case, also when there was no memory to ask. */
    private boolean comesTick;

    /** A clock that stands still yet; {@code tick} tells whether there may be a rest after it. */
    Ticking(EventLoop eventLoop, BooleanSupplier tick) {
        this.eventLoop = eventLoop;
        this.tick = tick;
    }

    /** Ticks from now on, until the event loop ends. */
    void start() {
        schedule();
        var _ = eventLoop.scheduleWithFixedDelay(this::onSlow, REST_NANOS, REST_NANOS, TimeUnit.NANOSECONDS);
    }

    private void onSlow() {
        if (!comesTick) {
            tickOn();
        }
    }

    private void onFast() {
        comesTick = false;
        tickOn();
    }

    private void tickOn() {
        resting = false;
        try {
            resting = tick.getAsBoolean();
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "the clock of an event loop failed; it goes on");
        }
        if (!resting) {
            schedule();
        }
    }

    /** After a tick and not at a rate: ticks that were missed are not made up for, so that the loop has turned between any two. */
    private void schedule() {
        var _ = eventLoop.schedule(this::onFast, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
        comesTick = true;
    }

    /** Whether the next tick may be a second away. */
    boolean isResting() {
        return resting;
    }

    /** Ends a rest: the next tick comes after the usual time. */
    void goOn() {
        schedule();
        resting = false;
    }
}
