package frontdoor.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one reading of a configuration brings to light beside the values: problems, places, and the keys it asked for. */
final class Findings {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> keysRead = new TreeSet<>();

    /** The same problem is kept once: what is wrong in site-defaults is met again in every site. */
    void add(Problem problem) {
        problems.add(problem);
    }

    void onRead(String key, String schema, Place place) {
        places.put(key, place);
        onAsked(schema);
    }

    void onAsked(String schema) {
        keysRead.add(schema);
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** In the order of {@code files}, then of lines. */
    List<Problem> problems(List<String> files) {
        Map<String, Integer> positions = HashMap.newHashMap(files.size());
        files.forEach(file -> positions.putIfAbsent(file, positions.size()));
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(
                        (Problem one) -> positions.getOrDefault(one.at().file(), -1))
                .thenComparingInt(one -> one.at().line()));
        return sorted;
    }

    Places places() {
        return new Places(places);
    }

    /** Every key a reader asked for, with NAME for the names an operator chooses. */
    Set<String> keysRead() {
        return keysRead;
    }
}
