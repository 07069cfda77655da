package frontdoor.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement whether every event loop still turns: a loop that has ended, or whose clock has not ticked between {@link #PATIENCE} looks
 * in a row, is lost for good.
 *
 * <p>It counts its own looks and knows no time. So a process that was stopped as a whole (SIGSTOP, a suspended laptop, a paused container)
 * has lost nothing: whoever looks was stopped with it. Looking allocates nothing, for memory may be what the loops have run out of.
 *
 * <h2>Threads</h2>
 *
 * {@link #look} on one thread, the others on any.
 *
 * <h2>Closing</h2>
 *
 * To be closed before the loops are: from then on none is lost that was not before.
 */
public final class LoopWatchdog implements AutoCloseable {
    /** Looks, one a second, that a loop may miss. */
    public static final int PATIENCE = 10;

    /** How a loop was lost. */
    public enum Loss {
        DEAD("loop-dead"),
        STUCK("loop-stuck");

        private final String word;

        Loss(String word) {
            this.word = word;
        }

        /** The one word that health checks get. */
        public String word() {
            return word;
        }
    }

    /** A loop that serves no more. */
    public record Lost(Loop loop, Loss loss) {}

    private final Watched[] watched;
    private volatile @Nullable Lost lost;
    private volatile boolean closed;

    /** Watches {@code loops}, all of them started. */
    public LoopWatchdog(List<Loop> loops) {
        watched = loops.stream().map(Watched::new).toArray(Watched[]::new);
    }

    /** Looks once, and returns the first loop that is lost, from then on always the same; null while all turn. */
    public @Nullable Lost look() {
        for (int i = 0; i < watched.length && lost == null && !closed; i++) {
            lost = watched[i].look();
        }
        return lost;
    }

    /** What the last look found. */
    public @Nullable Lost lost() {
        return lost;
    }

    /** Loops that turned at the last look. */
    public int alive() {
        int alive = 0;
        for (Watched loop : watched) {
            alive += loop.turns() ? 1 : 0;
        }
        return alive;
    }

    @Override
    public void close() {
        closed = true;
    }

    private static final class Watched {
        private final Loop loop;
        private final Lost dead;
        private final Lost stuck;
        private long ticks;
        private volatile int missed;

        Watched(Loop loop) {
            this.loop = loop;
            dead = new Lost(loop, Loss.DEAD);
            stuck = new Lost(loop, Loss.STUCK);
        }

        @Nullable
        Lost look() {
            if (hasEnded()) {
                return dead;
            }
            long now = loop.ticks();
            missed = now == ticks ? missed + 1 : 0;
            ticks = now;
            return missed < PATIENCE ? null : stuck;
        }

        boolean turns() {
            return !hasEnded() && missed < PATIENCE;
        }

        private boolean hasEnded() {
            return loop.eventLoop().isShuttingDown();
        }
    }
}
