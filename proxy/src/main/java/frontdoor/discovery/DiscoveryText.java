package frontdoor.discovery;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A report for people. */
final class DiscoveryText {
    /** Lines of a summary by page, or by resource; JSON has more. */
    private static final int TOP = 10;

    private final StringBuilder out = new StringBuilder();

    private DiscoveryText() {}

    static String of(DiscoveryReport report) {
        DiscoveryText text = new DiscoveryText();
        text.line("found since " + Instant.ofEpochSecond(report.since().getEpochSecond()));
        report.sites().forEach(text::site);
        text.arrivals(report.arrivals());
        if (report.dropped() > 0) {
            text.line("");
            text.line(report.dropped() + " observations were lost because too many came at once");
        }
        return text.out.toString();
    }

    private void site(DiscoveryReport.SiteFindings site) {
        line("");
        line(site.site().isEmpty() ? "hosts that are not configured" : "site " + site.site());
        for (DiscoveryReport.Found found : site.kinds()) {
            if (found.count() > 0) {
                line("  " + found.kind().title() + ": " + found.count());
                found.samples()
                        .forEach(sample -> row(
                                sample,
                                sample.key().page() + "  " + sample.key().found()));
                others(found.others());
            }
        }
        mixed("  Pages with mixed content:", site.mixedPages(), page -> page);
        mixed(
                "  What they ask for in the clear:",
                site.mixedResources(),
                resource -> resource.page() + "  " + resource.found());
    }

    private <K> void mixed(String title, List<HeavyHitters.Row<K>> rows, Function<K, String> shown) {
        if (!rows.isEmpty()) {
            line(title);
            rows.stream().limit(TOP).forEach(row -> row(row, shown.apply(row.key())));
        }
    }

    private void arrivals(DiscoveryReport.Arrivals arrivals) {
        line("");
        String unseen = arrivals.unseen() == 0 ? "" : ", of which " + arrivals.unseen() + " were only counted";
        line("requests in the clear: " + arrivals.count() + unseen);
        arrivals.rows().forEach(row -> row(row, arrival(row.key())));
        others(arrivals.others());
    }

    private static String arrival(Arrival arrival) {
        String host = arrival.host().isEmpty() ? "(a host that is not configured)" : arrival.host();
        String referrer = arrival.referrer().isEmpty() ? "" : ", referred by " + arrival.referrer();
        return String.join("  ", List.of(host + arrival.path(), arrival.agent().token() + referrer));
    }

    private void row(HeavyHitters.Row<?> row, String what) {
        line("%9d  %s  last at %s".formatted(row.count(), what, Instant.ofEpochSecond(row.lastSeen())));
    }

    private void others(long others) {
        if (others > 0) {
            line("%9d  others".formatted(others));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
