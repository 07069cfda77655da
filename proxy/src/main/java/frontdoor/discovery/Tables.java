package frontdoor.discovery;

import frontdoor.http.Authority;
import frontdoor.report.Printable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that was looked at closely, in tables of bounded size.
 *
 * <h2>Threads</h2>
 *
 * Guarded by itself: the collector writes, those who ask read.
 */
final class Tables {
    /** Combinations of host, path, agent and referrer that are kept. */
    static final int ARRIVALS = 100;
    /** Uses of names that are kept. */
    static final int NAMES = 2000;

    private static final int MAX_VALUE = 200;

    private final ReportReader reader = new ReportReader();
    private final ReportTally reports;
    private final Map<String, Samples> bySite = new TreeMap<>();
    private final HeavyHitters<Arrival> arrivals = new HeavyHitters<>(ARRIVALS);
    private final HeavyHitters<NameUse> names = new HeavyHitters<>(NAMES);

    /** Tables that count in {@code reports} what becomes of each. */
    Tables(ReportTally reports) {
        this.reports = reports;
    }

    synchronized void onObserved(Observation observation) {
        switch (observation) {
            case Observation.Found found -> onFound(found);
            case Observation.Arrived arrived -> onArrived(arrived);
            case Observation.Named(NameCell cell) -> cell.take(names);
            case Observation.Reported(ReceivedReport report) -> reports.count(onReported(report));
        }
    }

    private void onFound(Observation.Found found) {
        Sample finding = new Sample(PagePath.of(found.target()), shown(found.kind(), found.evidence()));
        samplesOf(found.site()).of(found.kind()).add(finding, 1, found.epochSecond());
    }

    private static String shown(Kind kind, String evidence) {
        return switch (kind) {
            case LOCATION, DESTINATION -> {
                HttpUrl url = HttpUrl.parse(evidence);
                yield url == null ? "(not an address)" : url.toString();
            }
            case INSECURE_PAGE -> "(HTML)";
            case COOKIE, COOKIE_ATTRIBUTE ->
                evidence.isBlank() ? "(without a name)" : Printable.of(evidence.strip(), MAX_VALUE);
            case BACKEND_HSTS, FIELD_NAME, CREDENTIAL, SERVED_IN_THE_CLEAR, MIXED_CONTENT ->
                Printable.of(evidence, MAX_VALUE);
        };
    }

    private ReportOutcome onReported(ReceivedReport report) {
        if (isForeign(report)) {
            return ReportOutcome.IGNORED;
        }
        boolean believed = false;
        try {
            for (Violation violation : reader.read(report.octets())) {
                MixedContent mixed = MixedContent.of(violation, report.host());
                if (mixed != null) {
                    believed = true;
                    samplesOf(report.site()).addMixed(mixed, report.epochSecond());
                }
            }
        } catch (IOException notAReport) {
            return ReportOutcome.MALFORMED;
        }
        return believed ? ReportOutcome.BELIEVED : ReportOutcome.IGNORED;
    }

    /** Whether the page that sent it says that it is of another host. */
    private static boolean isForeign(ReceivedReport report) {
        if (report.origin().isEmpty()) {
            return false;
        }
        HttpUrl origin = HttpUrl.parse(report.origin());
        return origin == null || !origin.isOf(report.host());
    }

    private void onArrived(Observation.Arrived arrived) {
        Arrival arrival = new Arrival(
                arrived.host(),
                PagePath.firstSegment(arrived.target()),
                AgentFamily.of(arrived.agent()),
                hostOf(arrived.referrer()));
        arrivals.add(arrival, 1, arrived.epochSecond());
    }

    private static String hostOf(String referrer) {
        if (referrer.isEmpty()) {
            return "";
        }
        HttpUrl url = HttpUrl.parse(referrer);
        Authority authority = url == null ? null : url.authority();
        return authority == null ? "(not an address)" : authority.host();
    }

    Samples samplesOf(String site) {
        return bySite.computeIfAbsent(site, _ -> new Samples());
    }

    Map<String, Samples> bySite() {
        return bySite;
    }

    HeavyHitters<Arrival> arrivals() {
        return arrivals;
    }

    HeavyHitters<NameUse> names() {
        return names;
    }
}
