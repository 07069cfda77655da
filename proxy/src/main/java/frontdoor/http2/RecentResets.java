package frontdoor.http2;

import frontdoor.loop.Loop;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The streams that this side has reset lately: frames that the client sent before it knew are neither errors nor to be answered (RFC 9113
 * 5.1 and 5.4.2).
 *
 * <p>A client has frames under way for no more streams than it may open, several times which are remembered; and for no longer than its
 * way takes, so that what comes half a minute later is its own fault again.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class RecentResets {
    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST = 1024;
    /** Most connections end no stream before its time. */
    private static final int FIRST = 16;

    private final Loop loop;
    /** Streams one after the other that were reset one after the other are kept as one. */
    private int[] first = {};

    private int[] last = {};
    private long[] times = {};
    private int next;

    RecentResets(Loop loop) {
        this.loop = loop;
    }

    void add(int streamId) {
        if (next > 0 && last[next - 1] + 2 == streamId) {
            last[next - 1] = streamId;
            times[next - 1] = loop.nanoTime();
            return;
        }
        if (next == first.length) {
            makeRoom();
        }
        first[next] = streamId;
        last[next] = streamId;
        times[next] = loop.nanoTime();
        next++;
    }

    /** More room, or, where that is all there may be, the place of the oldest. */
    private void makeRoom() {
        if (first.length == MOST) {
            next = 0;
            return;
        }
        int room = Math.max(FIRST, first.length * 2);
        first = Arrays.copyOf(first, room);
        last = Arrays.copyOf(last, room);
        times = Arrays.copyOf(times, room);
    }

    boolean contains(int streamId) {
        for (int i = 0; i < first.length; i++) {
            if (first[i] <= streamId && streamId <= last[i]) {
                return loop.nanoTime() - times[i] < REMEMBERED_NANOS;
            }
        }
        return false;
    }
}
