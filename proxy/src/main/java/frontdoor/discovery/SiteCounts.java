package frontdoor.discovery;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often each kind was found, by site; as exact as the exchanges are.
 *
 * <h2>Threads</h2>
 *
 * Counted on one loop alone, so without an atomic instruction; read by anyone.
 */
@SuppressWarnings("EnumOrdinal") // It numbers the counters, and never leaves the memory of this process.
final class SiteCounts {
    private final Map<String, AtomicLongArray> bySite = new ConcurrentHashMap<>();

    void add(String site, Kind kind, long more) {
        if (more == 0) {
            return;
        }
        AtomicLongArray counters = bySite.get(site);
        if (counters == null) {
            counters = new AtomicLongArray(Kind.values().length);
            bySite.put(site, counters);
        }
        counters.setOpaque(kind.ordinal(), counters.getPlain(kind.ordinal()) + more);
    }

    long of(String site, Kind kind) {
        AtomicLongArray counters = bySite.get(site);
        return counters == null ? 0 : counters.getOpaque(kind.ordinal());
    }

    Set<String> sites() {
        return bySite.keySet();
    }
}
