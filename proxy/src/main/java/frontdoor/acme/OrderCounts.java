package frontdoor.acme;

import frontdoor.renewal.Attempt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The numbers of orders that have come to a certificate, and of those that have not, by authority.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
final class OrderCounts {
    private static final String ISSUED = "issued";
    private static final String FAILED = "failed";

    private final Map<String, LongAdder> issued = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

    void add(Attempt attempt) {
        (attempt.good() ? issued : failed)
                .computeIfAbsent(attempt.authority(), _ -> new LongAdder())
                .increment();
    }

    /** By name of the authority, and {@code issued} or {@code failed}; with those of {@code authorities} that nothing was asked of. */
    Map<List<String>, Double> byResult(List<String> authorities) {
        Map<String, Map<String, LongAdder>> results = Map.of(ISSUED, issued, FAILED, failed);
        Map<List<String>, Double> counts = new ConcurrentHashMap<>();
        results.forEach((result, byAuthority) -> {
            authorities.forEach(authority -> counts.put(List.of(authority, result), 0.0));
            byAuthority.forEach((authority, count) -> counts.put(List.of(authority, result), (double) count.sum()));
        });
        return counts;
    }
}
