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
    private int[] ids = {};
    private long[] times = {};
    private int next;

    RecentResets(Loop loop) {
        this.loop = loop;
    }

    void add(int streamId) {
        if (next == ids.length) {
            makeRoom();
        }
        ids[next] = streamId;
        times[next] = loop.nanoTime();
        next++;
    }

    /** More room, or, where that is all there may be, the place of the oldest. */
    private void makeRoom() {
        if (ids.length == MOST) {
            next = 0;
            return;
        }
        int room = Math.max(FIRST, ids.length * 2);
        ids = Arrays.copyOf(ids, room);
        times = Arrays.copyOf(times, room);
    }

    boolean contains(int streamId) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == streamId) {
                return loop.nanoTime() - times[i] < REMEMBERED_NANOS;
            }
        }
        return false;
    }
}
