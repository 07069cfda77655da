package frontdoor.discovery;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what becomes of reports. Any thread. */
final class ReportTally {
    private final Map<ReportOutcome, AtomicLong> counts = new EnumMap<>(ReportOutcome.class);

    ReportTally() {
        for (ReportOutcome outcome : ReportOutcome.values()) {
            counts.put(outcome, new AtomicLong());
        }
    }

    void count(ReportOutcome outcome) {
        Objects.requireNonNull(counts.get(outcome)).incrementAndGet();
    }

    /** The counts by the names of the outcomes. */
    Map<String, Long> byToken() {
        Map<String, Long> byToken = new LinkedHashMap<>();
        counts.forEach((outcome, count) -> byToken.put(outcome.token(), count.get()));
        return byToken;
    }
}
