package frontdoor.discovery;

import frontdoor.report.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings for machines: stable, documented in docs/discovery.md. */
final class DiscoveryJson {
    private DiscoveryJson() {}

    static String of(DiscoveryReport report) {
        return Json.write(Json.object(
                        "since", time(report.since().getEpochSecond()),
                        "sites",
                                report.sites().stream().map(DiscoveryJson::site).toList(),
                        "arrivals", arrivals(report.arrivals()),
                        "reports", report.reports(),
                        "dropped", report.dropped()))
                + "\n";
    }

    /** The names that clients asked for. */
    static String of(HostsReport report) {
        return Json.write(Json.object(
                        "since", time(report.since().getEpochSecond()),
                        "hosts",
                                report.hosts().stream().map(DiscoveryJson::host).toList(),
                        "others", report.others(),
                        "handshakes-without-name", report.withoutServerName()))
                + "\n";
    }

    private static Map<String, @Nullable Object> host(HostsReport.Host host) {
        return Json.object(
                "host", host.name(),
                "site", orNull(host.site()),
                "handshakes", host.handshakes(),
                "tls-requests", host.secure(),
                "plaintext-requests", host.plaintext(),
                "last-seen", time(host.lastSeen()));
    }

    private static Map<String, @Nullable Object> site(DiscoveryReport.SiteFindings site) {
        Map<String, @Nullable Object> fields = Json.object("site", orNull(site.site()));
        site.kinds().forEach(found -> fields.put(found.kind().token(), found(found)));
        fields.put(
                "mixed-content-pages",
                site.mixedPages().stream()
                        .map(row ->
                                Json.object("page", row.key(), "count", row.count(), "last-seen", time(row.lastSeen())))
                        .toList());
        fields.put(
                "mixed-content-resources",
                site.mixedResources().stream()
                        .map(row -> Json.object(
                                "resource", row.key().page(),
                                "directive", row.key().found(),
                                "count", row.count(),
                                "last-seen", time(row.lastSeen())))
                        .toList());
        return fields;
    }

    private static Map<String, @Nullable Object> found(DiscoveryReport.Found found) {
        List<Map<String, @Nullable Object>> samples = found.samples().stream()
                .map(sample -> Json.object(
                        "page", sample.key().page(),
                        "found", sample.key().found(),
                        "count", sample.count(),
                        "last-seen", time(sample.lastSeen())))
                .toList();
        return Json.object("count", found.count(), "samples", samples, "others", found.others());
    }

    private static Map<String, @Nullable Object> arrivals(DiscoveryReport.Arrivals arrivals) {
        return Json.object(
                "count", arrivals.count(),
                "not-looked-at", arrivals.unseen(),
                "top", arrivals.rows().stream().map(DiscoveryJson::arrival).toList(),
                "others", arrivals.others());
    }

    private static Map<String, @Nullable Object> arrival(HeavyHitters.Row<Arrival> row) {
        return Json.object(
                "host", orNull(row.key().host()),
                "path", orNull(row.key().path()),
                "agent", row.key().agent().token(),
                "referrer", orNull(row.key().referrer()),
                "count", row.count(),
                "last-seen", time(row.lastSeen()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String time(long epochSecond) {
        return Instant.ofEpochSecond(epochSecond).toString();
    }
}
