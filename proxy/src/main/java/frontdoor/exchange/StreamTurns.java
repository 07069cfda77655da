package frontdoor.exchange;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one connection's requests to be with a backend: 100 have one at the same time, the rest wait in the order they came, at
 * most half a minute each.
 *
 * <p>A turn ends with the exchange, or as soon as it is known that this may last for ever: websockets, streams of events and calls of gRPC
 * would keep all other requests of their connection waiting.
 *
 * <p>Over HTTP/2 a client may open more streams than that, which costs us little: what waits is a head, and a body that is not read
 * on. Only what is with a backend costs a connection and its descriptor.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the connection.
 */
public final class StreamTurns {
    /** Whoever asks for a turn, and tells when it has ended. */
    public interface Waiter {
        /** The turn has come. */
        void onTurn();

        /** It has not come in time, and will not. */
        void onTurnTimeout();
    }

    /** Turns at the same time. */
    public static final int AT_ONCE = 100;

    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Loop loop;
    private final Deadline patience = Deadline.of(this::onPatienceEnd);
    private int taken;
    /** By when they began to wait, in that order; made for the first one. */
    private @Nullable Map<Waiter, Long> waiting;

    private boolean handingOut;

    StreamTurns(Loop loop) {
        this.loop = loop;
    }

    /** Takes a turn; or else has {@code waiter} wait for one, and returns false. */
    public boolean take(Waiter waiter) {
        Map<Waiter, Long> line = waiting;
        if (taken < AT_ONCE && (line == null || line.isEmpty())) {
            taken++;
            return true;
        }
        if (line == null) {
            line = new LinkedHashMap<>();
            waiting = line;
        }
        line.put(waiter, loop.deadlineNanoTime());
        if (line.size() == 1) {
            loop.set(patience, PATIENCE_NANOS);
        }
        return false;
    }

    /** Gives a turn back that was had. */
    public void give() {
        taken--;
        if (!handingOut && waiting != null && !waiting.isEmpty()) {
            handingOut = true;
            // Not now: when a connection is lost its streams end one by one, and none of them is to begin in between.
            loop.eventLoop().execute(this::handOut);
        }
    }

    /** {@code waiter} waits no longer. */
    public void leave(Waiter waiter) {
        if (waiting != null) {
            waiting.remove(waiter);
            withdrawIfNobodyWaits(waiting);
        }
    }

    /** {@code waiter} has come to its end, with its turn or without one: gives that back, or waits no longer. */
    public void end(Waiter waiter, boolean hasTurn) {
        if (hasTurn) {
            give();
        } else {
            leave(waiter);
        }
    }

    private void handOut() {
        handingOut = false;
        Map<Waiter, Long> line = waiting;
        while (line != null && taken < AT_ONCE && !line.isEmpty()) {
            taken++;
            removeFirst(line).onTurn();
        }
        withdrawIfNobodyWaits(line);
    }

    private void onPatienceEnd() {
        Map<Waiter, Long> line = waiting;
        long now = loop.deadlineNanoTime();
        while (line != null && !line.isEmpty()) {
            long left = PATIENCE_NANOS - (now - line.values().iterator().next());
            if (left > 0) {
                loop.set(patience, left);
                return;
            }
            removeFirst(line).onTurnTimeout();
        }
    }

    private static Waiter removeFirst(Map<Waiter, Long> line) {
        Iterator<Waiter> waiters = line.keySet().iterator();
        Waiter first = waiters.next();
        waiters.remove();
        return first;
    }

    /** The wheel would hold the connection until the time is over. */
    private void withdrawIfNobodyWaits(@Nullable Map<Waiter, Long> line) {
        if (line != null && line.isEmpty()) {
            patience.withdraw();
        }
    }
}
