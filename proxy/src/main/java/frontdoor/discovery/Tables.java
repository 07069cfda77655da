package frontdoor.discovery;

import frontdoor.http.Authority;
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

    private final Map<String, Samples> bySite = new TreeMap<>();
    private final Frequent<Arrival> arrivals = new Frequent<>(ARRIVALS);
    private final Frequent<NameUse> names = new Frequent<>(NAMES);

    synchronized void onObserved(Observation observation) {
        switch (observation) {
            case Observation.Found found -> onFound(found);
            case Observation.Arrived arrived -> onArrived(arrived);
            case Observation.Named(NameCell cell) -> cell.take(names);
        }
    }

    private void onFound(Observation.Found found) {
        Finding finding = new Finding(PagePath.of(found.target()), shown(found.kind(), found.evidence()));
        samplesOf(found.site()).of(found.kind()).add(finding, 1, found.epochSecond());
    }

    private static String shown(Kind kind, String evidence) {
        return switch (kind) {
            case LOCATION, MIXED_CONTENT -> {
                HttpUrl url = HttpUrl.parse(evidence);
                yield url == null ? "(not an address)" : url.toString();
            }
            case COOKIE -> evidence.isBlank() ? "(without a name)" : Printable.of(evidence.strip(), MAX_VALUE);
            case BACKEND_HSTS, CREDENTIAL -> Printable.of(evidence, MAX_VALUE);
        };
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

    Frequent<Arrival> arrivals() {
        return arrivals;
    }

    Frequent<NameUse> names() {
        return names;
    }
}
