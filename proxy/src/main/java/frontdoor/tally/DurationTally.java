package frontdoor.tally;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The durations of one kind that were measured on one event loop: a histogram, and their sum.
 *
 * <h2>Threads</h2>
 *
 * Written on its loop alone, so an increment needs neither lock nor atomic instruction; read by whoever scrapes, perhaps a moment late.
 */
public final class DurationTally {
    private static final double[] SECONDS = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
    private static final long[] NANOS = toNanos();

    /** The last one takes what is longer than all bounds. */
    private final AtomicLongArray buckets = new AtomicLongArray(SECONDS.length + 1);

    private final AtomicLong sum = new AtomicLong();

    private static long[] toNanos() {
        long[] nanos = new long[SECONDS.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.round(SECONDS[i] * 1e9);
        }
        return nanos;
    }

    /** Upper bounds of the buckets, in seconds and rising; those that are longer have one more bucket. */
    public static double[] seconds() {
        return SECONDS.clone();
    }

    /** One that took {@code nanos}. */
    public void count(long nanos) {
        int bucket = bucketOf(nanos);
        buckets.setOpaque(bucket, buckets.getPlain(bucket) + 1);
        sum.setOpaque(sum.getPlain() + nanos);
    }

    private static int bucketOf(long nanos) {
        int bucket = 0;
        while (bucket < NANOS.length && nanos > NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** How many were no longer than bound {@code bucket}, from 0, and longer than the one before. */
    public long inBucket(int bucket) {
        return buckets.getOpaque(bucket);
    }

    /** All of them together, in nanoseconds. */
    public long sum() {
        return sum.getOpaque();
    }
}
