package frontdoor.forward;

import frontdoor.loop.Loop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The pace at which one event loop compresses: some milliseconds a turn, and bodies that come then rest until it is their turn again. Without it a
 * transport that has ever more to read would have the loop compress for seconds before anything else is done.
 *
 * <h2>Threads</h2>
 *
 * Confined to its loop.
 */
final class CompressionPace {
    /** What everything else may have to wait for in a turn, and for the piece that goes beyond. */
    static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The part that the latest piece has in the mean. */
    private static final int LATEST = 8;

    private final Loop loop;
    private final Queue<Runnable> resting = new ArrayDeque<>();
    private final Runnable turn = this::takeTurn;
    private boolean comesTurn;
    private long spentNanos;
    private long pieceNanos;

    CompressionPace(Loop loop) {
        this.loop = loop;
    }

    /** Nanoseconds of the clock by which work is measured. */
    long now() {
        return loop.nanoTime();
    }

    /** A piece was compressed since {@link #now()} was {@code begin}. */
    void onPiece(long begin) {
        long nanos = now() - begin;
        spentNanos += nanos;
        pieceNanos = pieceNanos == 0 ? nanos : pieceNanos + (nanos - pieceNanos) / LATEST;
        await();
    }

    /** Whether this turn has had its time: what is read now has to be compressed all the same, so nothing more should be. */
    boolean isSpent() {
        return spentNanos >= TURN_NANOS;
    }

    /** Runs {@code goOn} in a turn to come that has time for one more body. */
    void rest(Runnable goOn) {
        resting.add(goOn);
        await();
    }

    private void await() {
        if (!comesTurn) {
            // Not executed at once: that would still be this turn, and what has come meanwhile would not be read before
            // it.
            var _ = loop.eventLoop().schedule(turn, 0, TimeUnit.NANOSECONDS);
            // Not before: where there was no memory for the task, none comes.
            comesTurn = true;
        }
    }

    private void takeTurn() {
        comesTurn = false;
        spentNanos = 0;
        if (!resting.isEmpty()) {
            // First, so that nobody rests for ever because one that goes on has failed.
            await();
        }
        long more = Math.max(1, TURN_NANOS / Math.max(1, pieceNanos));
        while (more > 0 && !resting.isEmpty()) {
            more--;
            resting.remove().run();
        }
    }
}
