package frontdoor.discovery;

import java.util.Comparator;

/**
 * Who came in the clear, and where to.
 *
 * @param host a configured one, or empty: none of ours
 * @param path the first segment, or empty: not understood
 * @param agent the family of its User-Agent
 * @param referrer the host of its Referer, or empty
 */
record Arrival(String host, String path, AgentFamily agent, String referrer) implements Comparable<Arrival> {
    private static final Comparator<Arrival> ORDER = Comparator.comparing(Arrival::host)
            .thenComparing(Arrival::path)
            .thenComparing(Arrival::agent)
            .thenComparing(Arrival::referrer);

    @Override
    public int compareTo(Arrival other) {
        return ORDER.compare(this, other);
    }
}
