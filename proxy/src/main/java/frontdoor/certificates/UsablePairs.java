package frontdoor.certificates;

import frontdoor.hosts.HostNames;
import frontdoor.pairs.CertificatePair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pairs that are not out of date, arranged by what they name, so that whether one of them can stand in for another costs what the two
 * name, and not how many pairs there are.
 */
final class UsablePairs {
    private final List<CertificatePair> pairs;
    /** Where in {@link #pairs} they are. */
    private final Map<String, List<Integer>> byName = new HashMap<>();

    UsablePairs(Collection<CertificatePair> known, Instant now) {
        pairs = known.stream()
                .filter(pair -> Worth.of(pair, now) != Worth.OUT_OF_DATE)
                .toList();
        for (int i = 0; i < pairs.size(); i++) {
            int at = i;
            named(pairs.get(i))
                    .forEach(name ->
                            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(at));
        }
    }

    private static Stream<String> named(CertificatePair pair) {
        return Stream.concat(pair.leaf().names().stream(), pair.leaf().addresses().stream());
    }

    /** Those that cover everything that {@code other} names, in their order. */
    Stream<CertificatePair> coveringAllOf(CertificatePair other) {
        // Whatever covers all names covers the first.
        return named(other)
                .findFirst()
                .map(this::naming)
                .orElseGet(pairs::stream)
                .filter(pair -> SiteCoverage.coversAllOf(pair, other));
    }

    private Stream<CertificatePair> naming(String host) {
        String name = HostNames.normalise(host);
        TreeSet<Integer> places = new TreeSet<>(byName.getOrDefault(name, List.of()));
        String wildcard = HostNames.wildcardOf(name);
        if (wildcard != null) {
            places.addAll(byName.getOrDefault(wildcard, List.of()));
        }
        return places.stream().map(pairs::get);
    }
}
