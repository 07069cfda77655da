package frontdoor.loop;

import frontdoor.share.ClientKey;
import frontdoor.share.Turns;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * Pieces of work of an event loop that take long, such as handshakes: a turn does a few milliseconds of them, and at least one; what is left
 * waits for the next turns, in which the clients take turns ({@link Turns}), so that thousands that come at once do not keep the loop from everything else. Nor does everything
 * else keep it from them: while some wait they get as much time as the rest had since their last turn.
 *
 * <h2>Threads</h2>
 *
 * Confined to its loop.
 */
final class LongWork {
    /** What everything else may have to wait for in a turn. */
    static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final EventLoop eventLoop;
    private final Ticker ticker;
    private final Turns waiting = new Turns();
    private final Runnable turn = this::takeTurn;
    private boolean comesTurn;
    /** Whether the last turn has left some, and when it ended. */
    private boolean leftSome;

    private long lastEnd;

    LongWork(EventLoop eventLoop, Ticker ticker) {
        this.eventLoop = eventLoop;
        this.ticker = ticker;
    }

    /** Does {@code work} of a client in this turn or in one to come; it must not throw. */
    void add(ClientKey client, Runnable work) {
        if (!comesTurn) {
            // First, so that nothing waits here for a task that could not be had.
            eventLoop.execute(turn);
            comesTurn = true;
        }
        waiting.add(client, work);
    }

    private void takeTurn() {
        comesTurn = false;
        long begin = ticker.nanoTime();
        long time = leftSome ? Math.clamp(begin - lastEnd, TURN_NANOS, MOST_NANOS) : TURN_NANOS;
        leftSome = false;
        do {
            Runnable work = waiting.next();
            if (work == null) {
                return;
            }
            work.run();
            lastEnd = ticker.nanoTime();
        } while (lastEnd - begin < time);
        if (!waiting.isEmpty()) {
            leftSome = true;
            // Not executed at once: that would still be this turn, and what has come meanwhile would not be read before
            // it.
            var _ = eventLoop.schedule(turn, 0, TimeUnit.NANOSECONDS);
            comesTurn = true;
        }
    }
}
