package frontdoor.groups;

import frontdoor.loop.Loop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The retries that a group can afford: a share of its requests of late, so that servers in trouble do not get twice the load. A few are
 * always affordable, for groups with few requests.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops; each has its part, of its own requests.
 */
public final class RetryBudget {
    /** What is older counts half, and half again. */
    private static final long HALF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** On each event loop, whatever the share. */
    private static final int RESERVE = 10;

    private static final int HUNDRED = 100;

    private final int percent;
    private final @Nullable Part[] parts;

    /** One for so many event loops; with 0 percent there are no retries. */
    RetryBudget(int percent, int loops) {
        this.percent = percent;
        this.parts = new Part[loops];
    }

    /** A request has come, on {@code loop}. */
    public void onRequest(Loop loop) {
        part(loop).requests++;
    }

    /** Takes a retry on {@code loop}, if there is one left. */
    public boolean tryTake(Loop loop) {
        Part part = part(loop);
        if (percent == 0 || part.retries >= RESERVE + part.requests * percent / HUNDRED) {
            return false;
        }
        part.retries++;
        return true;
    }

    private Part part(Loop loop) {
        long now = loop.roughNanoTime();
        Part part = parts[loop.index()];
        if (part == null) {
            part = new Part(now);
            parts[loop.index()] = part;
        } else if (now - part.halvedAt >= HALF_LIFE_NANOS) {
            part.growOld(now);
        }
        return part;
    }

    private static final class Part {
        long requests;
        long retries;
        long halvedAt;

        Part(long now) {
            halvedAt = now;
        }

        void growOld(long now) {
            long halves = (now - halvedAt) / HALF_LIFE_NANOS;
            int shift = (int) Math.min(halves, Long.SIZE - 1);
            requests >>= shift;
            retries >>= shift;
            halvedAt += halves * HALF_LIFE_NANOS;
        }
    }
}
