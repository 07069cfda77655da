package frontdoor.connect;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The addresses of one peer, as they were last found, and which of them have been of no use lately: those are tried last.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class KnownAddresses {
    static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Map<SocketAddress, Long> failedAt = new ConcurrentHashMap<>();
    private volatile List<SocketAddress> known = List.of();

    /** These are its addresses now. */
    public void set(List<? extends SocketAddress> found) {
        known = List.copyOf(found);
        failedAt.keySet().retainAll(found);
    }

    /**
     * All of them, in the order to try them at {@code now}, in nanoseconds.
     *
     * @param turns whether all are as good, so that each is the first one now and then
     */
    public List<SocketAddress> inOrder(boolean turns, long now) {
        List<SocketAddress> all = known;
        int size = all.size();
        if (size < 2) {
            return all;
        }
        int first = turns ? ThreadLocalRandom.current().nextInt(size) : 0;
        List<SocketAddress> good = new ArrayList<>(size);
        List<SocketAddress> bad = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            SocketAddress address = all.get((first + i) % size);
            Long failed = failedAt.get(address);
            (failed == null || now - failed > AVOIDED_NANOS ? good : bad).add(address);
        }
        good.addAll(bad);
        return good;
    }

    /** No connection could be had there. */
    public void onFailed(SocketAddress address, long now) {
        failedAt.put(address, now);
    }

    /** A connection is there. */
    public void onWorked(SocketAddress address) {
        if (!failedAt.isEmpty()) {
            failedAt.remove(address);
        }
    }
}
