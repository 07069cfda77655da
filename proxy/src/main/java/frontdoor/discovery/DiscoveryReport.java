package frontdoor.discovery;

import frontdoor.discovery.HeavyHitters.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The findings since the start, at one moment.
 *
 * @param since when the process started to look
 * @param sites those with findings, by name
 * @param reports of mixed content, by what became of them
 * @param dropped observations that were lost because too many came at once
 */
record DiscoveryReport(
        Instant since, List<SiteFindings> sites, Arrivals arrivals, Map<String, Long> reports, long dropped) {
    /**
     * The findings on one site.
     *
     * @param site its name; empty for requests that belong to none
     * @param kinds every kind, in their order
     * @param mixedPages pages with mixed content
     * @param mixedResources what such pages asked for, and as what
     */
    record SiteFindings(
            String site, List<Found> kinds, List<Row<String>> mixedPages, List<Row<Sample>> mixedResources) {}

    /**
     * How much of one kind was found.
     *
     * @param count all of it
     * @param samples some of it, the most frequent first
     */
    record Found(Kind kind, long count, List<Row<Sample>> samples) {
        /** What no sample stands for: not looked at, or too rare to be kept. */
        long others() {
            return Math.max(0, count - samples.stream().mapToLong(Row::count).sum());
        }
    }

    /**
     * Requests in the clear.
     *
     * @param count all of them
     * @param unseen those that were only counted, because many came at once
     * @param rows the most frequent of those that were looked at
     * @param others looked at, and too rare to be kept
     */
    record Arrivals(long count, long unseen, List<Row<Arrival>> rows, long others) {}
}
